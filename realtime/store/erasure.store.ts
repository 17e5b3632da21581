import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** Of an event that is not in the log yet, whatever is under way must have come by then. */
const REMEMBERED_MS = 30 * 24 * 3600 * 1000;

/**
 * Takes the payload of these events of the organisation out of the log, the held batches and what is parked, and remembers them, so
 * that the payload of one that comes later is dropped too. Place, hash and chain stay (RT11). All processes are told. Returns how
 * many events of the log had a payload.
 */
export async function erasePayloads(tx: Tx, orgId: string, eventIds: readonly string[], now: Date): Promise<number> {
  await tx.query(`INSERT INTO organisation (org_id) VALUES ($1) ON CONFLICT DO NOTHING`, [orgId]);
  // The lock of a flush: what a running one adds is seen by the statements below, and the next one sees what they leave.
  const { rows } = await tx.query<{ erasures: number }>(
    `UPDATE organisation SET erasures = erasures + 1 WHERE org_id = $1 RETURNING erasures`,
    [orgId],
  );
  await tx.query(
    `INSERT INTO erased_event (event_id, org_id, erasure, erased_at)
     SELECT event_id, $1, $3, $4 FROM unnest($2::uuid[]) AS e (event_id) ON CONFLICT DO NOTHING`,
    [orgId, eventIds, rows[0]?.erasures, now],
  );
  const { rowCount } = await tx.query(
    `UPDATE event_log SET data = NULL WHERE org_id = $1 AND event_id = ANY($2::uuid[]) AND data IS NOT NULL`,
    [orgId, eventIds],
  );
  await tx.query(
    `UPDATE held_batch h SET events = (
       SELECT jsonb_agg(CASE WHEN e ->> 'id' = ANY($2) THEN e || '{"data": null}' ELSE e END ORDER BY place)
       FROM jsonb_array_elements(h.events) WITH ORDINALITY AS x (e, place))
     WHERE org_id = $1 AND EXISTS (SELECT FROM jsonb_array_elements(h.events) e WHERE e ->> 'id' = ANY($2))`,
    [orgId, eventIds],
  );
  // What cannot be sequenced cannot be taken apart with certainty either: all of a message goes that names one of the events.
  await tx.query(
    `UPDATE parked SET payload = NULL WHERE org_id = $1 AND EXISTS (SELECT FROM unnest($2::text[]) e (id) WHERE strpos(payload, id) > 0)`,
    [orgId, eventIds],
  );
  await tx.query(`SELECT pg_notify('realtime_log', 'erasure')`);
  return rowCount ?? 0;
}

/** Forgets events that were erased so long ago that nothing of them can come any more; returns how many. */
export async function forgetErased(db: Queryable, now: Date): Promise<number> {
  const before = new Date(now.getTime() - REMEMBERED_MS);
  const { rowCount } = await db.query(`DELETE FROM erased_event WHERE erased_at < $1`, [before]);
  return rowCount ?? 0;
}
