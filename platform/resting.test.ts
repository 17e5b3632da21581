import { expect, test } from "vitest";
import { Resting } from "./resting";

test("an organisation rests after a refusal, longer after each, and not for ever", () => {
  const resting = new Resting();
  resting.refused("a", 0);
  expect([resting.at(49), resting.at(101)]).toEqual([["a"], []]);
  for (let i = 0; i < 20; i++) resting.refused("a", 0);
  expect([resting.at(4999), resting.at(10_001)]).toEqual([["a"], []]);
  resting.accepted("a");
  expect([resting.size, resting.at(1)]).toEqual([0, []]);
});

test("the next try is when the first rest ends; who has nothing that waits is forgotten", () => {
  const resting = new Resting();
  expect(resting.nextInMs(0)).toBe(Infinity);
  resting.refused("a", 0);
  resting.refused("b", 1000);
  expect(resting.nextInMs(0)).toBeLessThanOrEqual(100);
  expect(resting.nextInMs(500)).toBe(0);
  resting.keepOnly(["b"]);
  expect(resting.nextInMs(500)).toBeGreaterThan(500);
  resting.keepOnly([]);
  expect([resting.size, resting.nextInMs(500)]).toEqual([0, Infinity]);
});
