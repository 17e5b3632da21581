import type { Queryable } from "../../platform/sql";
import type { Reservation, Room, ServiceRequest } from "../contract/types";

type CountedRoom = Pick<Room, "id" | "version" | "occupancy" | "service">;
type CountedStay = Pick<
  Reservation,
  "id" | "version" | "state" | "arrival" | "departure" | "checkedInOn" | "checkedOutOn"
>;

/** All rooms of a property, as far as they are counted. */
export async function listCountedRooms(db: Queryable, orgId: string, propertyId: number): Promise<CountedRoom[]> {
  const { rows } = await db.query<CountedRoom>(
    `SELECT id, version, occupancy, service FROM room WHERE org_id = $1 AND property_id = $2`,
    [orgId, propertyId],
  );
  return rows;
}

/** Stays that are not over, and those that began, ended or were missed on that business date or later. */
export async function listCountedStays(
  db: Queryable,
  orgId: string,
  propertyId: number,
  from: string,
): Promise<CountedStay[]> {
  const { rows } = await db.query<CountedStay>(
    `SELECT id, version, state, arrival, departure, checked_in_on AS "checkedInOn", checked_out_on AS "checkedOutOn"
     FROM reservation WHERE org_id = $1 AND property_id = $2
       AND (state IN ('confirmed', 'assigned', 'checked_in', 'due_out') OR checked_in_on >= $3 OR checked_out_on >= $3
         OR state = 'no_show' AND arrival >= $3)`,
    [orgId, propertyId, from],
  );
  return rows;
}

/** What guests of the property have asked for and is still to be done. */
export async function listCountedRequests(
  db: Queryable,
  orgId: string,
  propertyId: number,
): Promise<Pick<ServiceRequest, "id" | "version" | "state">[]> {
  const { rows } = await db.query<Pick<ServiceRequest, "id" | "version" | "state">>(
    `SELECT id, version, state FROM service_request
     WHERE org_id = $1 AND property_id = $2 AND state IN ('open', 'in_progress')`,
    [orgId, propertyId],
  );
  return rows;
}
