import { Temporal } from "temporal-polyfill";
import type { FieldError } from "../../platform/outcome";

export interface MomentRequest {
  /** The day, YYYY-MM-DD, or an instant (then it means the same as occurredAt). */
  transactionDate?: string;
  /** RFC 3339. */
  occurredAt?: string;
}

export interface Moment {
  /** The property's day that it counts for. */
  businessDate: string;
  /** RFC 3339, UTC, to the millisecond. */
  occurredAt: string;
}

export interface PropertyDay {
  timeZone: string;
  /** The day that is open. */
  businessDate: string;
  /** The last day that is closed; null while none is. */
  closedThrough: string | null;
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const PAST_DAYS = 730;
const AHEAD_HOURS = 24;

/**
 * When it happened and which day it counts for (F4). Nothing given: now, on the open day. An instant: its local day, but never later than
 * the open day, so that the night before the close still counts for the evening; and the open day when its own is closed (F11). A date:
 * that day as asked, unless it is closed; it happened at noon, or now when the day is not over.
 */
export function readMoment(request: MomentRequest, property: PropertyDay, now: Date): Moment | FieldError {
  const { transactionDate, occurredAt } = request;
  if (transactionDate !== undefined && occurredAt !== undefined) {
    return error(
      "transactionDate",
      "ambiguous",
      "transactionDate and occurredAt are both given; give at most one of them",
    );
  }
  const nowInstant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  if (transactionDate !== undefined && DATE.test(transactionDate)) return onDate(transactionDate, property, nowInstant);
  if (transactionDate !== undefined) return atInstant("transactionDate", transactionDate, property, nowInstant);
  if (occurredAt !== undefined) return atInstant("occurredAt", occurredAt, property, nowInstant);
  return { businessDate: property.businessDate, occurredAt: toText(nowInstant) };
}

function atInstant(path: string, text: string, property: PropertyDay, now: Temporal.Instant): Moment | FieldError {
  const instant = RFC3339.test(text) ? attempt(() => Temporal.Instant.from(text.toUpperCase())) : null;
  if (instant === null) {
    const dates = path === "transactionDate" ? "a date such as 2026-11-20, or " : "";
    return error(path, "not_a_date", `${quote(text)} is not ${dates}an instant such as 2026-11-20T18:30:00Z`);
  }
  const outside = outsideOfRange(path, text, instant, now);
  if (outside !== null) return outside;
  const local = instant.toZonedDateTimeISO(property.timeZone).toPlainDate().toString();
  const isOpen = local < property.businessDate && !isClosed(local, property);
  return { businessDate: isOpen ? local : property.businessDate, occurredAt: toText(instant) };
}

function onDate(text: string, property: PropertyDay, now: Temporal.Instant): Moment | FieldError {
  const date = attempt(() => Temporal.PlainDate.from(text, { overflow: "reject" }));
  if (date === null) return error("transactionDate", "not_a_date", `${quote(text)} is no day of the calendar`);
  const noon = date.toZonedDateTime({ timeZone: property.timeZone, plainTime: "12:00" }).toInstant();
  const outside = outsideOfRange("transactionDate", text, noon, now.add({ hours: 12 }));
  if (outside !== null) return outside;
  if (isClosed(text, property)) return error("transactionDate", "day_closed", closedText(text, property.businessDate));
  const today = now.toZonedDateTimeISO(property.timeZone).toPlainDate();
  const isOver = Temporal.PlainDate.compare(date, today) < 0;
  return { businessDate: text, occurredAt: toText(isOver ? noon : now) };
}

function outsideOfRange(
  path: string,
  text: string,
  instant: Temporal.Instant,
  now: Temporal.Instant,
): FieldError | null {
  if (Temporal.Instant.compare(instant, now.add({ hours: AHEAD_HOURS })) > 0) {
    return error(
      path,
      "in_the_future",
      `${quote(text)} lies more than a day ahead; revenue is booked when it is earned`,
    );
  }
  if (Temporal.Instant.compare(instant, now.subtract({ hours: 24 * PAST_DAYS })) < 0) {
    return error(path, "too_long_ago", `${quote(text)} lies more than ${PAST_DAYS} days back`);
  }
  return null;
}

/** Whether nothing counts for the day any more (F11). */
export const isClosed = (day: string, { closedThrough }: Pick<PropertyDay, "closedThrough">): boolean =>
  closedThrough !== null && day <= closedThrough;

export const closedText = (day: string, openDay: string): string => `${day} is closed; the open day is ${openDay}`;

const toText = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: "millisecond" });
const error = (path: string, code: string, message: string): FieldError => ({ path, code, message });
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));

/** Temporal throws a RangeError for what is no date. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (err) {
    if (err instanceof RangeError) return null;
    throw err;
  }
}
