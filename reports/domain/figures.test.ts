import { expect, test } from "vitest";
import { DAY_KPIS, KPIS, type KpiDefinition, REPORT_KPIS, SPAN_KPIS } from "../contract/kpis";
import type { SourceRevenue } from "../contract/types";
import { type Counts, dashboardOf, figuresOf, keyFigures, reportOf } from "./figures";
import { spanFigures } from "./span";

const part = (source: SourceRevenue["source"], amountMinor: number, currency = "EUR"): SourceRevenue => ({
  source,
  currency,
  amountMinor,
  count: 1,
});
const counts: Counts = {
  roomsTotal: 12,
  roomsOutOfOrder: 2,
  arrivalsDone: 3,
  arrivalsOpen: 2,
  departuresDone: 1,
  departuresOpen: 0,
  inHouse: 4,
  openRequests: 5,
  onShift: 6,
};
const day = { propertyId: 7, businessDate: "2026-11-20", currency: "EUR" };

test("[R3] occupancy, ADR and RevPAR are what their definitions say", () => {
  const revenue = [part("room", 50_001), part("fnb", 9_999), part("room", 77_700, "USD")];
  expect(keyFigures(10, 4, revenue, "EUR")).toEqual({
    roomsAvailable: 10,
    roomsSold: 4,
    roomRevenueMinor: 50_001,
    totalRevenueMinor: 60_000,
    occupancyPermille: 400,
    adrMinor: 12_500,
    revparMinor: 5000,
  });
});

test("[R3] nothing is divided by nothing", () => {
  expect(keyFigures(0, 0, [part("room", 100)], "EUR")).toMatchObject({
    occupancyPermille: null,
    adrMinor: null,
    revparMinor: null,
  });
});

test("[R3] rooms out of order are not available", () => {
  const dashboard = dashboardOf(day, counts, [part("room", 40_000)]);
  expect(dashboard).toMatchObject({ id: "7", roomsAvailable: 10, roomsSold: 4, adrMinor: 10_000, onShift: 6 });
});

test("[R3] every number that is given has a definition, once, and every definition is of a number", () => {
  const dashboard = dashboardOf(day, counts, []);
  const stays = { arrivals: 3, arrivalsMissed: 2, departures: 1, nights: 4 };
  const span = spanFigures({ from: day.businessDate, to: day.businessDate, currency: "EUR" }, []);
  const rows: [object, readonly KpiDefinition[]][] = [
    [dashboard, KPIS],
    [figuresOf(day, dashboard), DAY_KPIS],
    [reportOf(day, 10, stays, [], "2026-11-21T02:00:00.000Z"), REPORT_KPIS],
    [span, SPAN_KPIS],
  ];
  const names = new Set(["id", "propertyId", "businessDate", "currency", "madeAt", "from", "to"]);
  for (const [row, definitions] of rows) {
    const numbers = Object.keys(row).filter((field) => !names.has(field));
    expect(definitions.map(({ field }) => field).toSorted()).toEqual(numbers.toSorted());
  }
});

test("[R4] a day that is over has the rooms that it had, and what stays and lines say of it", () => {
  const stays = { arrivals: 3, arrivalsMissed: 2, departures: 1, nights: 4 };
  const report = reportOf(day, 10, stays, [part("room", 44_000)], "2026-11-21T02:00:00.000Z");
  expect(report).toMatchObject({ id: "7@2026-11-20", arrivals: 3, arrivalsMissed: 2, departures: 1, roomsSold: 4 });
  expect(report).toMatchObject({ roomsAvailable: 10, adrMinor: 11_000, totalRevenueMinor: 44_000 });
  expect(report).not.toHaveProperty("nights");
});
