import { finance, guest, identity, staff } from "~encore/clients";
import { type Changes, factOfAttendance, factOfRequest, factOfRoom, factOfStay } from "../domain/changes";
import { addDays } from "../../platform/day";
import type { Owner } from "../store/facts.store";

/** How far back lines of revenue, and stays that are over, are counted anew; and dates that are over can become others. */
export const COUNTED_DAYS = 62;

/** All that a property's numbers are made of, as the services' own rows say now; `from` is the first business date whose lines are in it. */
export interface Count {
  changes: Changes;
  from: string;
}

/** Counts a property in the services that own its rows. Null when the organisation has no such property. */
export async function countProperty({ orgId, propertyId }: Owner): Promise<Count | null> {
  const { property } = await identity.propertyFacts({ orgId, propertyId });
  if (property === null) return null;
  const { businessDate, currency, version } = property;
  const from = addDays(businessDate, -COUNTED_DAYS);
  const [house, { lines }, duty] = await Promise.all([
    guest.countedRows({ orgId, propertyId, from }),
    finance.countedRows({ orgId, propertyId, from }),
    staff.countedRows({ orgId, propertyId }),
  ]);
  const facts = [
    ...house.rooms.map(factOfRoom),
    ...house.stays.map(factOfStay),
    ...house.requests.map(factOfRequest),
    ...duty.requests.map(factOfRequest),
    ...duty.attendances.map(factOfAttendance),
  ];
  return { changes: { facts, lines, place: { businessDate, currency, version }, isStale: false }, from };
}
