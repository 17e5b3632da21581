import type { Queryable } from "../../platform/sql";
import type { StreamService } from "../../platform/events";
import type { Part } from "../domain/event-frames";

const PAGE_ROWS = 1024;
const PAGE_BYTES = 1024 * 1024;
/** A part ends at a multiple of so many bytes, and one event of more than half of that is a part: none is longer than a frame. */
const PART_BYTES = 128 * 1024;

/** A piece of the log in wire form: what the channels have with `after < seq <= upTo`. */
export interface TextPage {
  /** Each of events of one service that follow each other. */
  parts: Part[];
  upTo: number;
  keptAfter: number;
  /** More lies behind it than was there when it was read: its content is settled. */
  isSettled: boolean;
}

/**
 * The next events above `after` in the given channels, up to `end` where they fit a page. The database puts the texts of events
 * together as Entry does, and as many of them as a frame takes: a few rows come over in place of a thousand, and nothing is parsed.
 * The braces of an envelope are cut off as bytes, because PostgreSQL counts every character to find the last.
 */
export async function readTexts(
  db: Queryable,
  orgId: string,
  channels: readonly string[],
  after: number,
  end: number,
): Promise<TextPage> {
  const { rows } = await db.query<{
    service: StreamService | null;
    seq: number;
    events: number;
    bytes: number;
    lengths: string;
    text: string;
  }>(
    `SELECT NULL AS service, head AS seq, 0 AS events, 0 AS bytes, '' AS lengths, kept_after::text AS text FROM organisation WHERE org_id = $1
     UNION ALL
     SELECT service, max(seq), count(*), sum(octet_length(text)), string_agg(octet_length(text)::text, ' ' ORDER BY seq), string_agg(text, ',' ORDER BY seq)
     FROM (
       SELECT service, seq, bytes_before / $7 AS portion, sum(begins) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS run,
         '{"seq":' || seq || ',"channel":"' || channel || '","n":' || n || ',"digest":"' || digest || '",'
         || convert_from(substr(convert_to(envelope, 'UTF8'), 2, octet_length(envelope) - 2), 'UTF8')
         || CASE WHEN data IS NULL THEN ',"data":null,"redacted":true,"hash":"' || hash || '"}' ELSE ',"data":' || data || '}' END AS text
       FROM (
         SELECT service, seq, channel, n, digest, hash, envelope, data, sum(bytes) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before,
           (service IS DISTINCT FROM lag(service) OVER (ORDER BY seq) OR greatest(bytes, lag(bytes) OVER (ORDER BY seq)) > $7 / 2)::int AS begins
         FROM (
           SELECT service, seq, channel, n, digest, hash, envelope, data, octet_length(envelope) + coalesce(octet_length(data), 0) AS bytes
           FROM event_log WHERE org_id = $1 AND seq > $3 AND seq <= $4 AND channel = ANY($2)
           ORDER BY seq LIMIT $5
         ) next
       ) measured WHERE bytes_before < $6
     ) page GROUP BY service, run, portion`,
    [orgId, channels, after, end, PAGE_ROWS, PAGE_BYTES, PART_BYTES],
  );
  const parts: Part[] = [];
  let [head, keptAfter, events, bytes] = [after, 0, 0, 0];
  for (const row of rows) {
    if (row.service === null) {
      head = row.seq;
      keptAfter = Number(row.text);
      continue;
    }
    parts.push(partOf(row.service, row));
    events += row.events;
    bytes += row.bytes;
  }
  parts.sort((a, b) => a.seq - b.seq);
  const last = parts.at(-1)?.seq;
  const isFull = events === PAGE_ROWS || bytes >= PAGE_BYTES;
  const upTo = isFull && last !== undefined ? last : Math.max(after, Math.min(end, head));
  return { parts, upTo, keptAfter, isSettled: isFull || end < head };
}

function partOf(
  service: StreamService,
  { seq, events, lengths, text }: { seq: number; events: number; lengths: string; text: string },
): Part {
  if (events === 1) return { service, seq, text };
  return { service, seq, text, events, apart: () => taken(service, text, lengths.split(" ").map(Number)) };
}

/** The events of a joined text, each of so many bytes, with the seq that stands in its beginning. */
function taken(service: StreamService, text: string, lengths: readonly number[]): Part[] {
  const bytes = Buffer.from(text);
  let at = 0;
  return lengths.map((length) => {
    const one = bytes.toString("utf8", at, at + length);
    at += length + 1;
    return { service, seq: Number.parseInt(one.slice('{"seq":'.length), 10), text: one };
  });
}
