import { expect, test } from "vitest";
import { axisEnd, shownLabels, unbroken } from "./chart-scale";

test("an axis ends at a round number that holds the largest value", () => {
  expect([0, 0.4, 7, 10, 11, 240, 260, 1001].map(axisEnd)).toEqual([1, 0.4, 8, 10, 15, 300, 300, 1500]);
});

test("labels are left out evenly when there is no room, never the last", () => {
  expect([...shownLabels(3, 7)]).toEqual([2, 1, 0]);
  expect([...shownLabels(14, 7)]).toEqual([13, 11, 9, 7, 5, 3, 1]);
  expect(shownLabels(92, 7).size).toBeLessThanOrEqual(7);
});

test("a line breaks where a value is missing", () => {
  expect(unbroken([null, 1, 2, null, 3])).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [[4, 3]],
  ]);
});
