import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { inject, onTestFinished, vi } from "vitest";
import type { RuntimeContext } from "../../context";
import { HostMetrics } from "../../metrics/host-metrics";
import type { Cursor } from "../cursor";
import { QueryArgs } from "../query-args";
import { SQLDatabase } from "../sql-database";

/** A database of the test run's server, as the application gets it; `lines` is what was logged, `metrics` what was counted. */
export function openDatabase(url = inject("lobby").server.adminUrl): {
  db: SQLDatabase;
  lines: string[];
  metrics: HostMetrics;
} {
  const metrics = new HostMetrics();
  const lines: string[] = [];
  const log = { write: (_level: string, message: string) => lines.push(message) };
  const context = {
    config: { databases: { x: url } },
    log,
    metrics,
    makers: { decimal: (text: string) => ({ text }) },
  };
  return { db: new SQLDatabase(context as unknown as RuntimeContext, "x"), lines, metrics };
}

interface Queryable {
  query(sql: string, args: QueryArgs): Promise<Cursor>;
}

/** All rows of a statement, as encore.dev reads them. */
export async function all(from: Queryable, sql: string, ...params: unknown[]): Promise<Record<string, unknown>[]> {
  const cursor = await from.query(sql, new QueryArgs(params));
  const rows: Record<string, unknown>[] = [];
  for (let row = await cursor.next(); row !== null; row = await cursor.next()) rows.push(row.values());
  return rows;
}

/** Column v of the only row. */
export async function one(from: Queryable, sql: string, ...params: unknown[]): Promise<unknown> {
  return (await all(from, sql, ...params))[0]?.["v"];
}

/** A transaction that is rolled back when the test is over, however it ends. */
export async function begin(db: SQLDatabase): ReturnType<SQLDatabase["begin"]> {
  const tx = await db.begin();
  onTestFinished(() => tx.rollback().catch(() => {}));
  return tx;
}

/** No parameters. */
export const none = () => new QueryArgs([]);

export const eventually = (condition: () => boolean | Promise<boolean>) => vi.waitUntil(condition, { timeout: 20_000 });

/** As Node does it sooner or later. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
