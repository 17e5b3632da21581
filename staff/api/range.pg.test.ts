import { expect, test } from "vitest";
import { rangeOf } from "./range";

const LISBON = "Europe/Lisbon";

test.each([
  ["2026-11-20", "2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"],
  ["2026-03-29", "2026-03-29T00:00:00.000Z", "2026-03-29T23:00:00.000Z"],
  ["2026-10-25", "2026-10-24T23:00:00.000Z", "2026-10-26T00:00:00.000Z"],
])("[S4] the day %s is asked for from its midnight to the next one", (businessDate, from, to) => {
  expect(rangeOf({}, { timeZone: LISBON, businessDate }, 1)).toEqual({ from, to });
});
