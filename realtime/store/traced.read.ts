import type { StreamService } from "../../platform/events";
import type { Queryable } from "../../platform/sql";
import type { EventClass } from "../contract/event";
import type { TracedPlace } from "../domain/trace";

/** An event of the log as a trace tells of it: its place and its times, never its payload. */
export interface TracedEvent extends TracedPlace {
  id: string;
  type: string;
  entity: { kind: string; id: string; version: number };
  actorId: string;
  n: number;
  madeAt: Date;
  /** The batch with which it came; null when that is not known. */
  batchNo: number | null;
  /** Null for what was sequenced before this was kept. By the database's clock, which all processes share. */
  sequencedAt: Date | null;
  sequencedBy: string | null;
  redacted: boolean;
}

interface Row {
  service: StreamService;
  channel: string;
  n: number;
  made_at: Date;
  sequenced_at: Date | null;
  sequenced_by: string | null;
  batch_no: number | null;
  redacted: boolean;
  envelope: string;
}

/** The event with this seq in the organisation's log; null when the log does not hold it. */
export async function findTraced(db: Queryable, orgId: string, seq: number): Promise<TracedEvent | null> {
  const { rows } = await db.query<Row>(
    `SELECT service, channel, n, made_at, sequenced_at, sequenced_by, batch_no, data IS NULL AS redacted, envelope
     FROM event_log WHERE org_id = $1 AND seq = $2`,
    [orgId, seq],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { service, channel, n, redacted } = row;
  const envelope = JSON.parse(row.envelope) as {
    id: string;
    type: string;
    propertyId: number | null;
    class: EventClass;
    entity: TracedEvent["entity"];
    actorId: string;
  };
  const { id, type, propertyId, entity, actorId } = envelope;
  const times = {
    batchNo: row.batch_no,
    madeAt: row.made_at,
    sequencedAt: row.sequenced_at,
    sequencedBy: row.sequenced_by,
  };
  return { seq, channel, service, propertyId, class: envelope.class, id, type, entity, actorId, n, redacted, ...times };
}
