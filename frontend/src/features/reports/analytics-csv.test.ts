import { expect, test } from "vitest";
import type { contract } from "../../api/client.gen";
import { analyticsCsv } from "./analytics-csv";
import { otherCurrencies } from "./sources";

const day: contract.SpanDay = {
  businessDate: "2026-11-20",
  roomsAvailable: 24,
  roomsSold: 0,
  roomRevenueMinor: 123_456,
  totalRevenueMinor: 122_456,
  occupancyPermille: 0,
  adrMinor: null,
  revparMinor: 5144,
  revenue: [
    { source: "room", currency: "EUR", amountMinor: 123_456, count: 3 },
    { source: "other", currency: "EUR", amountMinor: -1000, count: 1 },
    { source: "room", currency: "USD", amountMinor: 700, count: 1 },
  ],
  isCountedAfterwards: false,
};

test("a date is one row of plain numbers; what is not known is empty, and other currencies are in none", () => {
  expect(analyticsCsv([day], "EUR").split("\r\n")[1]).toBe(
    "2026-11-20,EUR,24,0,0,,51.44,1234.56,0.00,0.00,-10.00,1224.56,no",
  );
});

test("what came in other currencies is told of by itself", () => {
  expect(otherCurrencies([day, day], "EUR")).toEqual([["USD", 1400]]);
});
