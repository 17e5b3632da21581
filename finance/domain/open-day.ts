import { Temporal } from "temporal-polyfill";

/** The day after, both YYYY-MM-DD. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/**
 * The property on the day that it books on: its business date or, while a close has locked that and not opened the next day yet, the day
 * behind the closed one (F11).
 */
export function onOpenDay<P extends { businessDate: string }>(
  property: P,
  closedThrough: string | null,
): P & { closedThrough: string | null } {
  const isClosed = closedThrough !== null && closedThrough >= property.businessDate;
  return { ...property, businessDate: isClosed ? dayAfter(closedThrough) : property.businessDate, closedThrough };
}
