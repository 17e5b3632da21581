import type { Tx } from "../../platform/tx";

/** Takes the right to seed for the rest of the transaction and tells whether no revenue was ever booked. */
export async function lockIfEmpty(tx: Tx): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('demo_seed'))::text`);
  const { rows } = await tx.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM revenue) AS empty`);
  return rows[0]?.empty === true;
}
