import { expect, test } from "vitest";
import { progressOf } from "./progress";

test("arrivals are done when none is open, whether there were any or not", () => {
  expect(progressOf(3, 1)).toEqual({ done: 3, all: 4, share: 0.75 });
  expect(progressOf(0, 0)).toEqual({ done: 0, all: 0, share: 1 });
});
