import { expect, test } from "vitest";
import { plan, type Planned } from "./schedule";

const kinds = ["a", "b", "c", "d"];

function first(count: number, seed: number): Planned<string>[] {
  const faults = plan(seed, kinds);
  return Array.from({ length: count }, () => faults.next().value);
}

test("the same seed gives the same faults, another seed others", () => {
  expect(first(40, 7)).toEqual(first(40, 7));
  expect(first(40, 8)).not.toEqual(first(40, 7));
});

test("every kind comes once before any comes twice", () => {
  const planned = first(40, 1);
  const decks = Array.from({ length: 10 }, (_, i) => planned.slice(4 * i, 4 * i + 4).map((p) => p.kind));
  for (const deck of decks) expect(deck.toSorted()).toEqual(kinds);
  expect(new Set(decks.map(String)).size).toBeGreaterThan(1);
});
