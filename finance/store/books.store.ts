import type { Tx } from "../../platform/tx";

/** The last day of the property that is closed, or null. It stays so until the transaction ends: nobody closes a day meanwhile. */
export async function holdBooks(tx: Tx, orgId: string, propertyId: number): Promise<string | null> {
  const { rows } = await tx.query<{ closed_through: string | null }>(`SELECT hold_books($1, $2) AS closed_through`, [
    orgId,
    propertyId,
  ]);
  return rows[0]?.closed_through ?? null;
}

/** What a booking holds until its transaction ends. */
interface Held {
  /** The last day of the property that is closed. */
  closedThrough: string | null;
  /** The cash session that the person has open there; who counts it waits. */
  openDrawer: string | null;
}

/** Holds the books as whoever books does, and with them the person's open drawer. */
export async function holdBooksAndDrawer(tx: Tx, orgId: string, propertyId: number, personId: string): Promise<Held> {
  const { rows } = await tx.query<{ closed_through: string | null; open_drawer: string | null }>(
    `SELECT hold_books($1, $2) AS closed_through,
            (SELECT id FROM cash_session
             WHERE org_id = $1 AND property_id = $2 AND cashier_id = $3 AND state = 'open' FOR SHARE) AS open_drawer`,
    [orgId, propertyId, personId],
  );
  return { closedThrough: rows[0]?.closed_through ?? null, openDrawer: rows[0]?.open_drawer ?? null };
}

/** Waits for everybody who is booking at the property, and lets nobody begin until the transaction ends. */
export async function lockBooks(tx: Tx, propertyId: number): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('books'), $1)::text`, [propertyId]);
}

/** From now on nothing counts for that day or one before it (F11). Under the lock of the books. */
export async function closeBooks(tx: Tx, orgId: string, propertyId: number, through: string): Promise<void> {
  await tx.query(
    `INSERT INTO books (org_id, property_id, closed_through) VALUES ($1, $2, $3)
     ON CONFLICT (org_id, property_id) DO UPDATE SET closed_through = greatest(books.closed_through, excluded.closed_through)`,
    [orgId, propertyId, through],
  );
}
