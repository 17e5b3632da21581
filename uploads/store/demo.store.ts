import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** Whether there never was a file. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM file) AS empty`);
  return rows[0]?.empty === true;
}

/** Takes the right to seed for the rest of the transaction and tells whether there is anything to do. */
export async function lockIfEmpty(tx: Tx): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('demo_seed'))::text`);
  return isEmpty(tx);
}
