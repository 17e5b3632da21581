import type { ErasedEvent, Envelope } from "./events";
import { payloadHash } from "./payload-hash";
import type { Tx } from "./tx";

type Stored = (Envelope & { data?: unknown }) | ErasedEvent;

/**
 * Takes the payload of these events of the organisation out of the outbox and the stored batches; id, type and payload hash stay, so
 * that they are published, or given out again, as erased events. What is being published at this very moment is not reached: the consumer
 * must know of the erasure too. Returns how many it found with a payload.
 */
export async function eraseFromOutbox(tx: Tx, orgId: string, eventIds: readonly string[]): Promise<number> {
  const ids = new Set(eventIds);
  let erased = 0;
  const erase = (event: Stored): Stored => {
    if (!ids.has(event.id) || ("data" in event && event.data === null)) return event;
    erased += 1;
    const { data, ...envelope } = event as Envelope & { data?: unknown };
    return { ...envelope, data: null, hash: payloadHash(data ?? {}) };
  };
  // The outbox first, under lock: what the relay has just taken from it stands in a stored batch when this returns.
  const waiting = await tx.query<{ service: string; id: number; event: Stored }>(
    `SELECT service, id, event FROM outbox WHERE org_id = $1 AND event ->> 'id' = ANY($2) ORDER BY id FOR UPDATE`,
    [orgId, eventIds],
  );
  for (const { service, id, event } of waiting.rows)
    await tx.query(`UPDATE outbox SET event = $3 WHERE service = $1 AND id = $2`, [
      service,
      id,
      JSON.stringify(erase(event)),
    ]);
  const batches = await tx.query<{ service: string; batch_no: number; events: Stored[] }>(
    `SELECT service, batch_no, events FROM outbox_batch b
     WHERE org_id = $1 AND EXISTS (SELECT FROM json_array_elements(b.events) e WHERE e ->> 'id' = ANY($2))
     ORDER BY service, batch_no FOR UPDATE`,
    [orgId, eventIds],
  );
  for (const { service, batch_no, events } of batches.rows) {
    const text = JSON.stringify(events.map(erase));
    await tx.query(`UPDATE outbox_batch SET events = $4 WHERE service = $1 AND org_id = $2 AND batch_no = $3`, [
      service,
      orgId,
      batch_no,
      text,
    ]);
  }
  return erased;
}
