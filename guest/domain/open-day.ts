import { addDays } from "../../platform/day";

/**
 * The property on the day that the desk works on: its business date or, when a close has ended that since the request began, the day
 * behind the closed one (G14).
 */
export function dayAtDesk<P extends { businessDate: string }>(property: P, closedThrough: string | null): P {
  const isClosed = closedThrough !== null && closedThrough >= property.businessDate;
  return isClosed ? { ...property, businessDate: addDays(closedThrough, 1) } : property;
}
