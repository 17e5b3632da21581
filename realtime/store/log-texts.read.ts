import type { Queryable } from "../../platform/sql";
import type { StreamService } from "../../platform/events";
import type { Part } from "../domain/event-frames";

const PAGE_ROWS = 1024;
const PAGE_BYTES = 1024 * 1024;

/** A piece of the log in wire form: what the channels have with `after < seq <= upTo`. */
export interface TextPage {
  parts: Part[];
  upTo: number;
  keptAfter: number;
  /** More lies behind it than was there when it was read: its content is settled. */
  isSettled: boolean;
}

/**
 * The next events above `after` in the given channels, up to `end` where they fit a page. The database puts the texts of an event
 * together as Entry does: one column comes over in half the time of eight, and nothing is parsed.
 */
export async function readTexts(
  db: Queryable,
  orgId: string,
  channels: readonly string[],
  after: number,
  end: number,
): Promise<TextPage> {
  const { rows } = await db.query<{ service: StreamService | null; seq: number; text: string }>(
    `SELECT NULL AS service, head AS seq, kept_after::text AS text FROM organisation WHERE org_id = $1
     UNION ALL
     SELECT service, seq, '{"seq":' || seq || ',"channel":"' || channel || '","n":' || n || ',"digest":"' || digest || '",'
       || substr(envelope, 2, length(envelope) - 2)
       || CASE WHEN data IS NULL THEN ',"data":null,"redacted":true,"hash":"' || hash || '"}' ELSE ',"data":' || data || '}' END
     FROM (
       SELECT p.service, p.seq, p.channel, p.n, p.digest, p.hash, p.envelope, p.data,
         sum(p.bytes) OVER (ORDER BY p.seq ROWS UNBOUNDED PRECEDING) - p.bytes AS bytes_before
       FROM (
         SELECT service, seq, channel, n, digest, hash, envelope, data, coalesce(octet_length(data), 0) AS bytes FROM event_log
         WHERE org_id = $1 AND seq > $3 AND seq <= $4 AND channel = ANY($2)
         ORDER BY seq LIMIT $5
       ) p
     ) page WHERE bytes_before < $6`,
    [orgId, channels, after, end, PAGE_ROWS, PAGE_BYTES],
  );
  const parts: Part[] = [];
  let [head, keptAfter, bytes] = [after, 0, 0];
  for (const { service, seq, text } of rows) {
    if (service === null) {
      head = seq;
      keptAfter = Number(text);
    } else {
      parts.push({ service, seq, text });
      bytes += Buffer.byteLength(text);
    }
  }
  parts.sort((a, b) => a.seq - b.seq);
  const last = parts.at(-1)?.seq;
  const isFull = parts.length === PAGE_ROWS || bytes >= PAGE_BYTES;
  const upTo = isFull && last !== undefined ? last : Math.max(after, Math.min(end, head));
  return { parts, upTo, keptAfter, isSettled: isFull || end < head };
}
