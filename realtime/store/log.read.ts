import type { QueryResultRow } from "pg";
import type { Queryable } from "../../platform/sql";
import type { ChannelHead } from "../contract/event";
import { Entry, type LogRow } from "../domain/entry";
import type { Slice } from "../domain/ring";

/** Seqs that one page looks through at most: bounds the work for an audience that sees few of the events. */
const PAGE_SPAN = 20_000;
const PAGE_ROWS = 1000;
const PAGE_BYTES = 1024 * 1024;

/** Where an organisation stands. */
export interface OrgState {
  epoch: string;
  head: number;
  /** Events at or below it may be gone. */
  keptAfter: number;
  channels: Record<string, ChannelHead>;
  /** Raised whenever payloads were erased. */
  erasures: number;
}

/** The state of an organisation, all of one moment; an unknown organisation has an empty log. */
export async function readOrgState(db: Queryable, orgId: string): Promise<OrgState> {
  const { rows } = await db.query<{
    epoch: string;
    head: number | null;
    kept_after: number | null;
    erasures: number | null;
    channels: OrgState["channels"];
  }>(
    `SELECT s.epoch, o.head, o.kept_after, o.erasures,
       coalesce((SELECT jsonb_object_agg(c.channel, jsonb_build_object('n', c.n, 'digest', c.digest)) FROM channel c WHERE c.org_id = $1), '{}') AS channels
     FROM log_state s LEFT JOIN organisation o ON o.org_id = $1`,
    [orgId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("log_state has no row: the migrations of realtime did not run");
  const { epoch, channels } = row;
  return { epoch, head: row.head ?? 0, keptAfter: row.kept_after ?? 0, channels, erasures: row.erasures ?? 0 };
}

export type OrgHead = Pick<OrgState, "head" | "keptAfter" | "erasures">;

/** The heads of those of the organisations that have a log. */
export async function readHeads(db: Queryable, orgIds: readonly string[]): Promise<Map<string, OrgHead>> {
  const { rows } = await db.query<{ org_id: string; head: number; kept_after: number; erasures: number }>(
    `SELECT org_id, head, kept_after, erasures FROM organisation WHERE org_id = ANY($1::uuid[])`,
    [orgIds],
  );
  return new Map(
    rows.map(({ org_id, head, kept_after, erasures }) => [org_id, { head, keptAfter: kept_after, erasures }]),
  );
}

export interface Page extends Slice {
  keptAfter: number;
}

/** The next events above `after` in the given channels (null: in all of them). At the end of the log `upTo` is its head. */
export async function readPage(
  db: Queryable,
  orgId: string,
  channels: readonly string[] | null,
  after: number,
): Promise<Page> {
  const { rows } = await db.query<Partial<LogRow> & { head: number; kept_after: number }>(
    `SELECT o.head, o.kept_after, l.service, l.seq, l.channel, l.n, l.digest, l.hash, l.envelope, l.data
     FROM organisation o
     LEFT JOIN LATERAL (
       SELECT p.service, p.seq, p.channel, p.n, p.digest, p.hash, p.envelope, p.data,
         sum(p.bytes) OVER (ORDER BY p.seq) - p.bytes AS bytes_before
       FROM (
         SELECT e.service, e.seq, e.channel, e.n, e.digest, e.hash, e.envelope, e.data,
           coalesce(octet_length(e.data), 0) AS bytes FROM event_log e
         WHERE e.org_id = $1 AND e.seq > $2::bigint AND e.seq <= $2::bigint + $4::bigint AND ($3::text[] IS NULL OR e.channel = ANY($3))
         ORDER BY e.seq LIMIT $5
       ) p
     ) l ON coalesce(l.bytes_before, 0) < $6
     WHERE o.org_id = $1
     ORDER BY l.seq`,
    [orgId, after, channels, PAGE_SPAN, PAGE_ROWS, PAGE_BYTES],
  );
  const [first] = rows;
  if (first === undefined) return { entries: [], upTo: after, keptAfter: 0 };
  const entries: Entry[] = [];
  for (const row of rows) if (typeof row.seq === "number") entries.push(new Entry(row as LogRow));
  // What lies behind the last event of a full page is unknown; behind an empty page there is nothing as far as it looked.
  const upTo = entries.at(-1)?.seq ?? Math.max(after, Math.min(after + PAGE_SPAN, first.head));
  return { entries, upTo, keptAfter: first.kept_after };
}

/**
 * The newest events of an organisation up to its head, oldest first, at most `maxRows` of them and `maxBytes` of their texts, and without
 * a hole, as retention may have left one below `keptAfter`: what a ring starts with.
 */
export async function readNewest(
  db: Queryable,
  orgId: string,
  { head, keptAfter }: Pick<OrgState, "head" | "keptAfter">,
  maxRows: number,
  maxBytes: number,
): Promise<Entry[]> {
  const { rows } = await db.query<LogRow & QueryResultRow>(
    `SELECT service, seq, channel, n, digest, hash, envelope, data FROM (
       SELECT service, seq, channel, n, digest, hash, envelope, data,
         sum(octet_length(envelope) + coalesce(octet_length(data), 0)) OVER (ORDER BY seq DESC) AS bytes FROM event_log
       WHERE org_id = $1 AND seq > greatest($2::bigint - $3::bigint, $4::bigint) AND seq <= $2::bigint
     ) newest WHERE bytes <= $5 ORDER BY seq`,
    [orgId, head, maxRows, keptAfter, maxBytes],
  );
  return rows.map((row) => new Entry(row));
}
