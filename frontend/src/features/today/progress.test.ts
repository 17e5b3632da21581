import { expect, test } from "vitest";
import { percentText, progressOf } from "./progress";

test("arrivals are done when none is open, whether there were any or not", () => {
  expect(progressOf(3, 1)).toEqual({ done: 3, all: 4, share: 0.75 });
  expect(progressOf(0, 0)).toEqual({ done: 0, all: 0, share: 1 });
});

test("occupancy is read in per cent, as the reader's locale writes it", () => {
  expect(percentText(725, "en")).toBe("72.5");
  expect(percentText(725, "de")).toBe("72,5");
  expect(percentText(1000, "en")).toBe("100");
});
