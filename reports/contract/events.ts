import { Topic } from "encore.dev/pubsub";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { SourceRevenue } from "./types";

export interface KeyFiguresData {
  roomsAvailable: number;
  roomsSold: number;
  roomRevenueMinor: number;
  totalRevenueMinor: number;
  occupancyPermille: number | null;
  adrMinor: number | null;
  revparMinor: number | null;
}

export interface DashboardData extends KeyFiguresData {
  id: string;
  businessDate: string;
  currency: string;
  roomsTotal: number;
  roomsOutOfOrder: number;
  arrivalsDone: number;
  arrivalsOpen: number;
  departuresDone: number;
  departuresOpen: number;
  inHouse: number;
  revenue: SourceRevenue[];
  openRequests: number;
  onShift: number;
}

export interface DayFiguresData extends KeyFiguresData {
  id: string;
  businessDate: string;
  currency: string;
}

export interface DayReportData extends KeyFiguresData {
  id: string;
  businessDate: string;
  currency: string;
  arrivals: number;
  arrivalsMissed: number;
  departures: number;
  revenue: SourceRevenue[];
  madeAt: string;
}

/** A number of a property's dashboard changed. Carries the row whole, as it is from now on; the two below alike. */
export type DashboardChangedV1 = RowChangedV1<"dashboard-changed", DashboardData>;
/** The key figures of a business date changed. */
export type DayFiguresChangedV1 = RowChangedV1<"day-figures-changed", DayFiguresData>;
/** A business date ended, or something of it was heard of after it had. */
export type DayReportChangedV1 = RowChangedV1<"day-report-changed", DayReportData>;

/** Events of the stream `dashboard`, in numbered batches per organisation; the two below alike. */
export const dashboardEvents = new Topic<EventBatch<DashboardChangedV1 | ErasedEvent>>("dashboard-events", {
  deliveryGuarantee: "at-least-once",
});

export const analyticsEvents = new Topic<EventBatch<DayFiguresChangedV1 | ErasedEvent>>("analytics-events", {
  deliveryGuarantee: "at-least-once",
});

export const reportsEvents = new Topic<EventBatch<DayReportChangedV1 | ErasedEvent>>("reports-events", {
  deliveryGuarantee: "at-least-once",
});
