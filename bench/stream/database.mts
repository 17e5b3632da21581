import type { Client } from "pg";
import type { Product } from "./product.mjs";

/** What the databases of Lobby were asked so far. */
export interface Asked {
  /** Transactions by service. */
  transactions: Record<string, number>;
  /** Index scans of the log: every question about its events is one. */
  logScans: number;
}

/** The last of what a connection did reaches the statistics when it has rested for ten seconds. */
const STATISTICS_MS = 11_000;

export async function asked(product: Product): Promise<Asked> {
  await new Promise((next) => setTimeout(next, STATISTICS_MS));
  const db = await product.database("realtime");
  const { rows } = await db.query<{ name: string; count: number }>(
    `SELECT replace(datname, 'lobby_', '') AS name, (xact_commit + xact_rollback)::int AS count
     FROM pg_stat_database WHERE datname LIKE 'lobby\\_%'`,
  );
  const scans = await db.query<{ count: number }>(
    `SELECT coalesce(sum(idx_scan), 0)::int AS count FROM pg_stat_user_indexes WHERE relname LIKE 'event\\_log%'`,
  );
  return {
    transactions: Object.fromEntries(rows.map(({ name, count }) => [name, count])),
    logScans: scans.rows[0]!.count,
  };
}

/** Connections of the application to all its databases. */
export async function connectionCount(product: Product): Promise<number> {
  const db = await product.database("realtime");
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND datname LIKE 'lobby\\_%' AND client_port IS NOT NULL AND usename <> current_user`,
  );
  return rows[0]!.count;
}

export interface LogState {
  epoch: string;
  head: number;
  /** By channel. */
  channels: Map<string, { n: number; digest: string }>;
}

export async function logState(db: Client, orgId: string): Promise<LogState> {
  const state = await db.query<{ epoch: string; head: number }>(
    `SELECT epoch, coalesce((SELECT head FROM organisation WHERE org_id = $1), 0) AS head FROM log_state`,
    [orgId],
  );
  const channels = await db.query<{ channel: string; n: number; digest: string }>(
    `SELECT channel, n, digest FROM channel WHERE org_id = $1`,
    [orgId],
  );
  return { ...state.rows[0]!, channels: new Map(channels.rows.map(({ channel, ...place }) => [channel, place])) };
}

/** Until every event that was committed is in the log: the outbox is empty, and the last numbered batch was taken. */
export async function untilSequenced(product: Product, orgId: string): Promise<LogState> {
  const [finance, realtime] = [await product.database("finance"), await product.database("realtime")];
  for (;;) {
    const { rows } = await finance.query<{ waits: boolean; last: number }>(
      `SELECT EXISTS (SELECT FROM outbox WHERE org_id = $1) AS waits,
         (SELECT last_batch_no FROM outbox_stream WHERE org_id = $1) AS last`,
      [orgId],
    );
    const taken = await realtime.query<{ next: number }>(
      `SELECT next_batch AS next FROM source WHERE org_id = $1 AND service = 'finance'`,
      [orgId],
    );
    const [outbox, source] = [rows[0], taken.rows[0]];
    if (outbox !== undefined && source !== undefined && !outbox.waits && source.next > outbox.last)
      return logState(realtime, orgId);
    await new Promise((next) => setTimeout(next, 50));
  }
}
