import { appendEvents } from "../../platform/outbox";
import type { Tx } from "../../platform/tx";
import type { DashboardChangedV1, DayFiguresChangedV1, DayReportChangedV1 } from "../contract/events";
import { analyticsEvent, dashboardEvent, reportsEvent } from "../contract/events.schema";

/** The events that tell of one projection, by stream. */
export interface NumbersTold {
  dashboard: DashboardChangedV1[];
  analytics: DayFiguresChangedV1[];
  reports: DayReportChangedV1[];
}

/** Stores events for the relays, as the last statements of the transaction. One that breaks its contract is a bug and throws. */
export async function appendNumbers(tx: Tx, orgId: string, told: NumbersTold): Promise<void> {
  const streams = [
    ["dashboard", told.dashboard.map((event) => dashboardEvent.parse(event))],
    ["analytics", told.analytics.map((event) => analyticsEvent.parse(event))],
    ["reports", told.reports.map((event) => reportsEvent.parse(event))],
  ] as const;
  for (const [stream, events] of streams) if (events.length > 0) await appendEvents(tx, stream, orgId, events);
}
