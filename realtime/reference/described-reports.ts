import type { Described } from "./described";

const figures = {
  roomsAvailable: 38,
  roomsSold: 29,
  roomRevenueMinor: 361_050,
  totalRevenueMinor: 402_900,
  occupancyPermille: 763,
  adrMinor: 12_450,
  revparMinor: 9501,
};
const revenue = [
  { source: "fnb", currency: "EUR", amountMinor: 41_850, count: 6 },
  { source: "room", currency: "EUR", amountMinor: 361_050, count: 29 },
];
const day = { businessDate: "2026-11-20", currency: "EUR" };

const changed = (kind: string, version: number, data: Record<string, unknown>): Record<string, unknown> => ({
  id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b21",
  type: `${kind}-changed`,
  v: 1,
  at: "2026-11-20T19:00:00.000Z",
  propertyId: 1,
  entity: { kind, id: data["id"], version },
  actorId: "system",
  class: "normal",
  data,
});

/** Events of reports, by stream and type. */
export const REPORTS_WORDS: Record<string, Described> = {
  "dashboard/dashboard-changed": {
    summary: "A number of a property's open day changed. Carries the row whole.",
    examples: [
      changed("dashboard", 48, {
        id: "1",
        ...day,
        ...figures,
        roomsTotal: 40,
        roomsOutOfOrder: 2,
        arrivalsDone: 7,
        arrivalsOpen: 4,
        departuresDone: 9,
        departuresOpen: 1,
        inHouse: 29,
        revenue,
        openRequests: 3,
        onShift: 6,
      }),
    ],
  },
  "analytics/day-figures-changed": {
    summary: "The key figures of a business date changed. Carries the row whole.",
    examples: [changed("day-figures", 12, { id: "1@2026-11-20", ...day, ...figures })],
  },
  "reports/day-report-changed": {
    summary: "A business date ended, or something was booked for it after it had. Carries the row whole.",
    examples: [
      changed("day-report", 1, {
        id: "1@2026-11-20",
        ...day,
        ...figures,
        arrivals: 11,
        arrivalsMissed: 0,
        departures: 10,
        revenue,
        madeAt: "2026-11-21T02:10:00.000Z",
      }),
    ],
  },
};
