import type { contract } from "../../api/client.gen";
import { toCsv } from "../../lib/csv";
import { plainMinor } from "../../lib/money";
import { minorOf, SOURCES } from "./sources";

/** The dates for a spreadsheet: plain numbers, one row a date; amounts in the property's currency. */
export function analyticsCsv(days: readonly contract.SpanDay[], currency: string): string {
  const money = (minor: number | null): string | null => (minor === null ? null : plainMinor(minor, currency));
  const head = [
    "business_date",
    "currency",
    "rooms_available",
    "rooms_sold",
    "occupancy_percent",
    "adr",
    "revpar",
    ...SOURCES.map((source) => `revenue_${source}`),
    "revenue_total",
    "counted_afterwards",
  ];
  const rows = days.map((day) => [
    day.businessDate,
    currency,
    day.roomsAvailable,
    day.roomsSold,
    day.occupancyPermille === null ? null : day.occupancyPermille / 10,
    money(day.adrMinor),
    money(day.revparMinor),
    ...SOURCES.map((source) => money(minorOf(day.revenue, source, currency))),
    money(day.totalRevenueMinor),
    day.isCountedAfterwards ? "yes" : "no",
  ]);
  return toCsv([head, ...rows]);
}
