import { array, iso, number, object, string, enum as oneOf, type ZodType } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { rowChangedSchema } from "../../platform/row-changed";
import type { DashboardChangedV1, DayFiguresChangedV1, DayReportChangedV1 } from "./events";

const propertyNo = string().regex(/^[1-9]\d{0,9}$/);
const dayId = string().regex(/^[1-9]\d{0,9}@\d{4}-\d\d-\d\d$/);
const count = number().int().min(0);
/** A day with more reversals than bookings is below 0. */
const amount = number().int();

const keyFigures = {
  roomsAvailable: count,
  roomsSold: count,
  roomRevenueMinor: amount,
  totalRevenueMinor: amount,
  occupancyPermille: count.nullable(),
  adrMinor: amount.nullable(),
  revparMinor: amount.nullable(),
};
const day = { businessDate: iso.date(), currency: string().length(3) };
const revenue = array(
  object({
    source: oneOf(["room", "fnb", "addon", "other"]),
    currency: string().length(3),
    amountMinor: amount,
    count: number().int().positive(),
  }),
);

/** What an event must look like: checked before it is stored for publishing, and by whoever receives it. */
export const dashboardEvent: ZodType<DashboardChangedV1> = rowChangedSchema(
  "dashboard",
  object({
    id: propertyNo,
    ...day,
    ...keyFigures,
    roomsTotal: count,
    roomsOutOfOrder: count,
    arrivalsDone: count,
    arrivalsOpen: count,
    departuresDone: count,
    departuresOpen: count,
    inHouse: count,
    revenue,
    openRequests: count,
    onShift: count,
  }),
  propertyNo,
);
export const analyticsEvent: ZodType<DayFiguresChangedV1> = rowChangedSchema(
  "day-figures",
  object({ id: dayId, ...day, ...keyFigures }),
  dayId,
);
export const reportsEvent: ZodType<DayReportChangedV1> = rowChangedSchema(
  "day-report",
  object({
    id: dayId,
    ...day,
    ...keyFigures,
    arrivals: count,
    arrivalsMissed: count,
    departures: count,
    revenue,
    madeAt: iso.datetime(),
  }),
  dayId,
);

/** Every event carries its row whole. */
export const dashboardCatalogue: EventCatalogue<DashboardChangedV1> = {
  schema: dashboardEvent,
  stateLike: ["dashboard-changed"],
};
export const analyticsCatalogue: EventCatalogue<DayFiguresChangedV1> = {
  schema: analyticsEvent,
  stateLike: ["day-figures-changed"],
};
export const reportsCatalogue: EventCatalogue<DayReportChangedV1> = {
  schema: reportsEvent,
  stateLike: ["day-report-changed"],
};
