import type { Queryable } from "../../platform/sql";
import type { AuditedEvent } from "../domain/audit";

const PAGE_ROWS = 2000;
const PAGE_BYTES = 2 * 1024 * 1024;

export interface AuditPage {
  events: (AuditedEvent & { data: string | null })[];
  /** Everything of the log up to it is in this page or an earlier one. */
  upTo: number;
}

/** The next events above `after`, up to `head`. */
export async function readAuditPage(db: Queryable, orgId: string, after: number, head: number): Promise<AuditPage> {
  const { rows } = await db.query<AuditedEvent & { data: string | null; envelope: string }>(
    `SELECT seq, channel, n, digest, event_id AS id, envelope, hash, data FROM (
       SELECT seq, channel, n, digest, event_id, envelope, hash, data,
         sum(coalesce(octet_length(data), 0)) OVER (ORDER BY seq) - coalesce(octet_length(data), 0) AS before
       FROM (SELECT seq, channel, n, digest, event_id, envelope, hash, data FROM event_log
             WHERE org_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4) p
     ) s WHERE before < $5 ORDER BY seq`,
    [orgId, after, head, PAGE_ROWS, PAGE_BYTES],
  );
  // The type of the envelope that clients get: that is what the digest must have been made of.
  const events = rows.map(({ envelope, ...row }) => ({
    ...row,
    type: (JSON.parse(envelope) as { type: string }).type,
  }));
  return { events, upTo: rows.at(-1)?.seq ?? Math.max(after, head) };
}
