import type { StreamService } from "../../platform/events";
import type { WireEvent } from "../contract/event";
import type { Entry } from "../domain/ring";

/** A row of the log. */
export interface LogRow {
  service: StreamService;
  seq: number;
  channel: string;
  n: number;
  digest: string;
  hash: string;
  envelope: string;
  data: string | null;
}

/** Roughly what seq, channel, n and digest add to an event. */
const PLACE_BYTES = 120;

/** The event as it goes on the wire, frozen: it will be shared by many connections. */
export function toEntry(row: LogRow): Entry {
  const envelope = JSON.parse(row.envelope) as Omit<WireEvent, "seq" | "channel" | "n" | "digest" | "data">;
  const place = { seq: row.seq, channel: row.channel, n: row.n, digest: row.digest };
  const event: WireEvent =
    row.data === null
      ? { ...place, ...envelope, data: null, redacted: true, hash: row.hash }
      : { ...place, ...envelope, data: JSON.parse(row.data) as Record<string, unknown> };
  const bytes = PLACE_BYTES + row.envelope.length + (row.data?.length ?? 0);
  return { service: row.service, event: Object.freeze(event), bytes };
}
