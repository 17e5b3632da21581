import { expect, test } from "vitest";
import { SPAN_KPIS } from "../contract/kpis";
import type { DayFigures, SourceRevenue } from "../contract/types";
import { keyFigures } from "./figures";
import { spanDays, spanFigures } from "./span";

const part = (source: SourceRevenue["source"], amountMinor: number, currency = "EUR"): SourceRevenue => ({
  source,
  currency,
  amountMinor,
  count: 1,
});
const figures = (businessDate: string, available: number, sold: number, revenue: SourceRevenue[]): DayFigures => ({
  id: `7@${businessDate}`,
  version: 1,
  propertyId: 7,
  businessDate,
  currency: "EUR",
  ...keyFigures(available, sold, revenue, "EUR"),
});
const span = { from: "2026-11-18", to: "2026-11-20", currency: "EUR" };

test("[R6] a span is divided once, over all its nights: a full small day does not weigh as much as an empty large one", () => {
  const days = [keyFigures(10, 10, [part("room", 100_000)], "EUR"), keyFigures(90, 0, [part("fnb", 20_000)], "EUR")];
  const all = spanFigures(span, days);
  expect(all).toEqual({
    ...span,
    days: 2,
    roomsAvailable: 100,
    roomsSold: 10,
    roomRevenueMinor: 100_000,
    totalRevenueMinor: 120_000,
    occupancyPermille: 100,
    adrMinor: 10_000,
    revparMinor: 1000,
    trevparMinor: 1200,
  });
  for (const { field } of SPAN_KPIS) expect(Object.keys(all)).toContain(field);
});

test("[R3] [R6] a span of which nothing is known has no figures", () => {
  expect(spanFigures(span, [])).toMatchObject({ days: 0, totalRevenueMinor: 0, adrMinor: null, trevparMinor: null });
});

test("[R6] a date that was over before the property was counted follows from its stays, and says so", () => {
  const sources = {
    figures: [figures("2026-11-20", 22, 11, [part("room", 1)])],
    revenue: new Map([
      ["2026-11-20", [part("room", 55_000), part("fnb", 9000, "USD")]],
      ["2026-11-19", [part("room", 40_000)]],
    ]),
    nights: new Map([["2026-11-19", 8]]),
    roomsTotal: 24,
  };
  expect(spanDays("EUR", sources)).toMatchObject([
    { businessDate: "2026-11-19", roomsAvailable: 24, roomsSold: 8, adrMinor: 5000, isCountedAfterwards: true },
    {
      businessDate: "2026-11-20",
      roomsAvailable: 22,
      roomsSold: 11,
      // What has come since the row was written is in it.
      adrMinor: 5000,
      totalRevenueMinor: 55_000,
      revenue: [part("room", 55_000), part("fnb", 9000, "USD")],
      isCountedAfterwards: false,
    },
  ]);
});
