import { appendEvents } from "../../platform/outbox";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { ChatEvent } from "../contract/events";
import { chatEvent } from "../contract/events.schema";

/** Stores events for the relay, as the last statement of the transaction. An event that breaks its contract is a bug and throws. */
export async function appendChatEvents(tx: Tx, orgId: string, events: readonly ChatEvent[]): Promise<void> {
  await keepContentEvents(tx, orgId, events);
  await appendEvents(
    tx,
    "chat",
    orgId,
    events.map((event) => chatEvent.parse(event)),
  );
}

/** Remembers which events carry what a message says: they are erased with it. */
async function keepContentEvents(tx: Tx, orgId: string, events: readonly ChatEvent[]): Promise<void> {
  const carrying = events.filter((event) => "content" in event.data && event.data.content !== null);
  if (carrying.length === 0) return;
  await tx.query(
    `INSERT INTO message_event (org_id, message_id, event_id) SELECT $1, e.message_id, e.event_id
     FROM unnest($2::uuid[], $3::uuid[]) AS e (message_id, event_id)`,
    [orgId, carrying.map((event) => event.entity.id), carrying.map((event) => event.id)],
  );
}

/** Marks every event that carried what this message said: their payloads go out of the log (jobs/erasing.ts). */
export async function eraseContentEvents(tx: Tx, orgId: string, messageId: string): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM message_event WHERE org_id = $1 AND message_id = $2 RETURNING event_id)
     INSERT INTO event_erasure (event_id, org_id) SELECT event_id, $1 FROM gone`,
    [orgId, messageId],
  );
}

/** Events whose payload is still to be erased, by organisation; those that failed least often first. */
export async function dueErasures(db: Queryable, limit: number): Promise<{ orgId: string; eventIds: string[] }[]> {
  const { rows } = await db.query<{ org_id: string; event_ids: string[] }>(
    `SELECT org_id, array_agg(event_id::text) AS event_ids FROM (SELECT org_id, event_id FROM event_erasure ORDER BY tries, event_id LIMIT $1) e
     GROUP BY org_id`,
    [limit],
  );
  return rows.map(({ org_id, event_ids }) => ({ orgId: org_id, eventIds: event_ids }));
}

export async function settleErasures(db: Queryable, eventIds: readonly string[]): Promise<void> {
  await db.query(`DELETE FROM event_erasure WHERE event_id = ANY($1::uuid[])`, [eventIds]);
}

export async function postponeErasures(db: Queryable, eventIds: readonly string[]): Promise<void> {
  await db.query(`UPDATE event_erasure SET tries = tries + 1 WHERE event_id = ANY($1::uuid[])`, [eventIds]);
}
