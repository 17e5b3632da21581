import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** What the desk has left undone of a day. */
export interface OpenStays {
  openArrivals: number;
  openDepartures: number;
}

/** The last day of the property that is closed, or null. It stays so until the transaction ends: nobody closes a day meanwhile. */
export async function holdDay(tx: Tx, orgId: string, propertyId: number): Promise<string | null> {
  const { rows } = await tx.query<{ closed_through: string | null }>(`SELECT hold_day($1, $2) AS closed_through`, [
    orgId,
    propertyId,
  ]);
  return rows[0]?.closed_through ?? null;
}

/** Waits for everybody who is changing a stay at the property, and lets nobody begin until the transaction ends. */
export async function lockDay(tx: Tx, propertyId: number): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('desk_day'), $1)::text`, [propertyId]);
}

/** What was open of the closed day, or null while that day or one after it is not closed. */
export async function findClosed(
  db: Queryable,
  orgId: string,
  propertyId: number,
  businessDate: string,
): Promise<OpenStays | null> {
  const { rows } = await db.query<OpenStays>(
    `SELECT open_arrivals AS "openArrivals", open_departures AS "openDepartures" FROM desk_day
     WHERE org_id = $1 AND property_id = $2 AND closed_through >= $3`,
    [orgId, propertyId, businessDate],
  );
  return rows[0] ?? null;
}

/** From now on nobody comes or leaves on that day or one before it (G14). Under the lock of the day. */
export async function closeThrough(
  tx: Tx,
  orgId: string,
  propertyId: number,
  businessDate: string,
  open: OpenStays,
): Promise<void> {
  await tx.query(
    `INSERT INTO desk_day (org_id, property_id, closed_through, open_arrivals, open_departures) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (org_id, property_id) DO UPDATE SET closed_through = excluded.closed_through,
       open_arrivals = excluded.open_arrivals, open_departures = excluded.open_departures`,
    [orgId, propertyId, businessDate, open.openArrivals, open.openDepartures],
  );
}
