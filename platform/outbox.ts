import type { Envelope, EventBatch, StreamService } from "./events";
import type { Queryable } from "./sql";
import type { Tx } from "./tx";

/**
 * The outbox of a service: three tables that its first migration creates with the text of platform/outbox.sql.
 * `outbox` holds events that no batch has yet, `outbox_stream` the last batch number of each organisation, `outbox_batch`
 * the numbered batches until they are accepted and for some days after, so that a consumer can ask for one again. A folder that owns
 * several event streams (staff: `staff` and `tasks`) keeps them in the same tables, each under its name and with its own relay.
 */

/** The constraint of the table in bytes of JSON. With BATCH_BYTES it keeps a batch below 200 KB. */
export const MAX_EVENT_BYTES = 65_536;

/** A batch is closed by the event that carries it past this size. */
const BATCH_BYTES = 130_000;

/**
 * Stores events to be published once the transaction commits. Comes after every statement that locks what the events tell of: so the
 * events of one entity are stored in the order of its versions.
 */
export async function appendEvents(
  tx: Tx,
  service: StreamService,
  orgId: string,
  events: readonly Envelope[],
): Promise<void> {
  const texts = events.map((event) => JSON.stringify(event));
  await tx.query(
    `INSERT INTO outbox (service, org_id, event)
     SELECT $1, $2, event FROM unnest($3::json[]) WITH ORDINALITY AS e (event, n) ORDER BY n`,
    [service, orgId, texts],
  );
}

interface BatchRow<E> {
  org_id: string;
  batch_no: number;
  events: E[];
}

const toBatch =
  <E>(service: string) =>
  (row: BatchRow<E>): EventBatch<E> => ({ service, orgId: row.org_id, batchNo: row.batch_no, events: row.events });

/**
 * Takes up to `limit` events in id order out of the outbox and stores them as batches under the next numbers of their
 * organisations, in one statement: either both or nothing. The resting organisations are left out. Must run on the connection that
 * holds the relay's lock, so that a relay that lost its lock cannot number.
 */
export async function numberBatches<E>(
  lock: Queryable,
  service: string,
  now: Date,
  limit: number,
  resting: readonly string[] = [],
): Promise<EventBatch<E>[]> {
  const { rows } = await lock.query<BatchRow<E>>(
    `WITH taken AS (
       DELETE FROM outbox WHERE service = $5 AND id IN
         (SELECT id FROM outbox WHERE service = $5 AND org_id <> ALL($4::uuid[]) ORDER BY id LIMIT $1)
       RETURNING id, org_id, event
     ), sized AS (
       SELECT id, org_id, event,
              (sum(octet_length(event::text)) OVER (PARTITION BY org_id ORDER BY id) - 1) / $2 AS part
       FROM taken
     ), cut AS (
       SELECT org_id, row_number() OVER (PARTITION BY org_id ORDER BY part) AS place,
              json_agg(event ORDER BY id) AS events
       FROM sized GROUP BY org_id, part
     ), streams AS (
       INSERT INTO outbox_stream AS s (service, org_id, last_batch_no) SELECT $5, org_id, count(*) FROM cut GROUP BY org_id
       ON CONFLICT (service, org_id) DO UPDATE SET last_batch_no = s.last_batch_no + excluded.last_batch_no
       RETURNING org_id, last_batch_no
     ), totals AS (
       SELECT org_id, count(*) AS added FROM cut GROUP BY org_id
     )
     INSERT INTO outbox_batch (service, org_id, batch_no, events, numbered_at)
     SELECT $5, org_id, streams.last_batch_no - added + place, events, $3
     FROM cut JOIN streams USING (org_id) JOIN totals USING (org_id)
     ORDER BY org_id, place
     RETURNING org_id, batch_no, events`,
    [limit, BATCH_BYTES, now, resting, service],
  );
  return rows.map(toBatch<E>(service));
}

/**
 * Batches that are stored and not known as accepted, in number order per organisation: what a crash or an outage left. Those of the
 * resting organisations are left out.
 */
export async function waitingBatches<E>(
  db: Queryable,
  service: string,
  limit: number,
  resting: readonly string[] = [],
): Promise<EventBatch<E>[]> {
  const { rows } = await db.query<BatchRow<E>>(
    `SELECT org_id, batch_no, events FROM outbox_batch
     WHERE service = $3 AND accepted_at IS NULL AND org_id <> ALL($2::uuid[])
     ORDER BY org_id, batch_no LIMIT $1`,
    [limit, resting, service],
  );
  return rows.map(toBatch<E>(service));
}

/** Whether an event of any stream of the database was committed that the broker has not accepted yet. */
export async function hasUnpublished(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ waits: boolean }>(
    `SELECT EXISTS (SELECT FROM outbox) OR EXISTS (SELECT FROM outbox_batch WHERE accepted_at IS NULL) AS waits`,
  );
  return rows[0]?.waits === true;
}

/** Notes batches of the stream as accepted by the broker. */
export async function acceptBatches(
  db: Queryable,
  service: string,
  batches: readonly EventBatch<unknown>[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE outbox_batch b SET accepted_at = $3
     FROM unnest($1::uuid[], $2::bigint[]) AS a (org_id, batch_no)
     WHERE b.service = $4 AND b.org_id = a.org_id AND b.batch_no = a.batch_no`,
    [batches.map((b) => b.orgId), batches.map((b) => b.batchNo), now, service],
  );
}

/** A stored batch exactly as it was published, or null when it never was or is no longer kept. */
export async function findBatch<E>(
  db: Queryable,
  service: string,
  orgId: string,
  batchNo: number,
): Promise<EventBatch<E> | null> {
  const { rows } = await db.query<BatchRow<E>>(
    `SELECT org_id, batch_no, events FROM outbox_batch WHERE service = $1 AND org_id = $2 AND batch_no = $3`,
    [service, orgId, batchNo],
  );
  return rows[0] === undefined ? null : toBatch<E>(service)(rows[0]);
}

/** Drops batches of the stream that were accepted before the instant; returns how many. */
export async function dropBatches(db: Queryable, service: string, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM outbox_batch WHERE service = $1 AND accepted_at < $2`, [
    service,
    before,
  ]);
  return rowCount ?? 0;
}
