import { expect, test } from "vitest";
import { Arrivals, TINT_MS } from "./arrivals";
import type { Revenue } from "./finance-types";

const line = (id: string): Revenue => ({ id }) as Revenue;
const held = (arrivals: Arrivals): string[] => [...arrivals.view().held];

test("a line that comes is shown at once and tinted for its time", () => {
  let now = 0;
  const arrivals = new Arrivals(() => now);
  arrivals.arrive([line("a")]);
  expect(held(arrivals)).toEqual([]);
  expect(arrivals.isFresh("a")).toBe(true);
  now = TINT_MS;
  expect(arrivals.isFresh("a")).toBe(false);
});

test("while the reader is busy with the rows, lines wait, and are tinted when they are shown", () => {
  let now = 0;
  const arrivals = new Arrivals(() => now);
  arrivals.hold(true);
  arrivals.arrive([line("a"), line("b")]);
  arrivals.arrive([line("c")]);
  expect(held(arrivals)).toEqual(["a", "b", "c"]);
  now = 60_000;
  arrivals.release();
  expect(held(arrivals)).toEqual([]);
  expect(arrivals.isFresh("a")).toBe(true);
});

test("when the reader turns away, what waited is shown", () => {
  const arrivals = new Arrivals();
  arrivals.hold(true);
  arrivals.arrive([line("a")]);
  arrivals.hold(false);
  expect(held(arrivals)).toEqual([]);
});

test("the reader's own line never waits, whether its event comes before or after its answer", () => {
  const arrivals = new Arrivals();
  arrivals.hold(true);
  arrivals.arrive([line("early"), line("other")]);
  arrivals.own("early");
  arrivals.own("late");
  arrivals.arrive([line("late")]);
  expect(held(arrivals)).toEqual(["other"]);
});
