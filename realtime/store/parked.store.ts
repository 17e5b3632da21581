import { createHash } from "node:crypto";
import type { Queryable } from "../../platform/sql";
import type { Poison } from "../domain/batch";

/**
 * Keeps aside what cannot be sequenced; the same poison delivered again stays one row. What names an event that was erased is kept
 * without its text. Returns how many rows are new.
 */
export async function parkPoison(db: Queryable, poison: readonly Poison[], at: Date): Promise<number> {
  const column = <T>(of: (p: Poison) => T): T[] => poison.map(of);
  const { rowCount } = await db.query(
    `INSERT INTO parked (service, org_id, batch_no, reason, payload, payload_hash, parked_at)
     SELECT service, org_id, batch_no, reason, CASE WHEN NOT EXISTS (
         SELECT FROM erased_event e WHERE e.org_id = p.org_id AND strpos(p.payload, e.event_id::text) > 0
       ) THEN payload END, payload_hash, $7
     FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[])
       AS p (service, org_id, batch_no, reason, payload, payload_hash)
     ON CONFLICT (service, payload_hash) DO NOTHING`,
    [
      column((p) => p.service),
      column((p) => p.orgId),
      column((p) => p.batchNo),
      column((p) => p.reason),
      column((p) => p.payload),
      column((p) => createHash("sha256").update(p.payload).digest("base64url")),
      at,
    ],
  );
  return rowCount ?? 0;
}

/** How many messages wait for a person to look at them, in all or of one organisation. */
export async function countParked(db: Queryable, orgId: string | null = null): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(id) AS count FROM parked WHERE $1::uuid IS NULL OR org_id = $1`,
    [orgId],
  );
  return rows[0]?.count ?? 0;
}

/** Nobody waits for it any more. */
export async function dropParked(db: Queryable, id: number): Promise<void> {
  await db.query(`DELETE FROM parked WHERE id = $1`, [id]);
}

/** Why it is still parked. */
export async function noteReason(db: Queryable, id: number, reason: string): Promise<void> {
  await db.query(`UPDATE parked SET reason = $2 WHERE id = $1`, [id, reason]);
}
