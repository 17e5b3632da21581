import type { Queryable } from "../../platform/sql";

/** How many guests are still to come, and still to leave, by that business date (G6; the lists of the desk hold those who came and left, too). */
export async function countOpenStays(
  db: Queryable,
  propertyId: number,
  businessDate: string,
): Promise<{ openArrivals: number; openDepartures: number }> {
  const { rows } = await db.query<{ arrivals: number; departures: number }>(
    `SELECT (SELECT count(*) FROM reservation
             WHERE property_id = $1 AND arrival <= $2 AND state IN ('confirmed', 'assigned')) AS arrivals,
            (SELECT count(*) FROM reservation
             WHERE property_id = $1 AND departure <= $2 AND state IN ('checked_in', 'due_out')) AS departures`,
    [propertyId, businessDate],
  );
  return { openArrivals: rows[0]?.arrivals ?? 0, openDepartures: rows[0]?.departures ?? 0 };
}
