import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { UploadsEvent } from "../contract/events";

/** Remembers which of the events tell a file's name. */
export async function keepNaming(tx: Tx, events: readonly UploadsEvent[]): Promise<void> {
  const naming = events.filter(({ data }) => "name" in data && data.name !== null);
  if (naming.length === 0) return;
  await tx.query(
    `INSERT INTO file_event (file_id, event_id)
     SELECT file_id, event_id FROM unnest($1::uuid[], $2::uuid[]) AS e (file_id, event_id)`,
    [naming.map((event) => event.entity.id), naming.map((event) => event.id)],
  );
}

/** Marks every event that tells the name of the file: their payloads go out of all that keeps them (jobs/erasing.ts). */
export async function eraseNaming(tx: Tx, orgId: string, fileId: string): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM file_event WHERE file_id = $2 RETURNING event_id)
     INSERT INTO event_erasure (event_id, org_id) SELECT event_id, $1 FROM gone`,
    [orgId, fileId],
  );
}

/** Events whose payload is still to be erased, of one organisation at a time. */
export async function dueErasures(db: Queryable, limit: number): Promise<{ orgId: string; eventIds: string[] }[]> {
  const { rows } = await db.query<{ orgId: string; eventIds: string[] }>(
    `SELECT org_id AS "orgId", array_agg(event_id::text) AS "eventIds"
     FROM (SELECT org_id, event_id FROM event_erasure ORDER BY event_id LIMIT $1) e GROUP BY org_id`,
    [limit],
  );
  return rows;
}

export async function settleErasures(db: Queryable, eventIds: readonly string[]): Promise<void> {
  await db.query(`DELETE FROM event_erasure WHERE event_id = ANY($1::uuid[])`, [eventIds]);
}
