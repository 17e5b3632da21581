import type { Queryable } from "../../platform/sql";
import type { StreamService } from "../../platform/events";
import type { Batch, LogEvent } from "../domain/batch";
import { Entry } from "../domain/entry";

/** How many batches of one service and organisation may wait for an earlier one. */
const HOLD = 256;

/** Events that were added to an organisation's log, in order of seq. */
export interface Appended {
  orgId: string;
  entries: Entry[];
}

export interface Taken {
  appended: Appended[];
  /** Batches too far ahead of their turn, to be offered again later: `batchKey`s. */
  refused: Set<string>;
}

/** Names a batch that has a number. */
export const batchKey = (batch: Pick<Batch, "orgId" | "service" | "batchNo">): string =>
  `${batch.orgId} ${batch.service} ${batch.batchNo}`;

interface Row {
  org_id: string;
  service: StreamService;
  batch_no: number | null;
  seq: number | null;
  channel: string;
  n: number;
  digest: string;
  event_id: string;
  hash: string;
  envelope: string | null;
  data: string | null;
  is_erased: boolean;
}

/**
 * Adds batches to the log in one transaction of one round trip. When it resolves, what it returns is committed, and each batch
 * that is not in `refused` needs no further delivery: it is in the log, was there before, or is held in the database.
 */
export async function takeBatches(db: Queryable, batches: readonly Batch[], instance: string): Promise<Taken> {
  const input = batches.map((b) => ({ org: b.orgId, service: b.service, no: b.batchNo, events: b.events }));
  const { rows } = await db.query<Row>(
    `SELECT org_id, service, batch_no, seq, channel, n, digest, event_id, hash, envelope, data, is_erased FROM take_batches($1::jsonb, $2, $3)`,
    [JSON.stringify(input), HOLD, instance],
  );
  const sent = new Map<string, LogEvent>();
  for (const batch of batches) for (const event of batch.events) sent.set(`${batch.orgId} ${event.id}`, event);
  const taken: Taken = { appended: [], refused: new Set() };
  for (const row of rows) {
    if (row.seq === null) {
      taken.refused.add(batchKey({ orgId: row.org_id, service: row.service, batchNo: row.batch_no }));
      continue;
    }
    const body = row.envelope === null ? sent.get(`${row.org_id} ${row.event_id}`) : row;
    const entry = new Entry({
      ...row,
      seq: row.seq,
      envelope: body?.envelope ?? "",
      data: row.is_erased ? null : (body?.data ?? null),
    });
    const last = taken.appended.at(-1);
    if (last?.orgId === row.org_id) last.entries.push(entry);
    else taken.appended.push({ orgId: row.org_id, entries: [entry] });
  }
  return taken;
}
