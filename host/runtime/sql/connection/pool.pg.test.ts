import { once } from "node:events";
import { connect, createServer } from "node:net";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { HostMetrics } from "../../metrics/host-metrics";
import { begin, collectGarbage, eventually, none, one, openDatabase } from "../__tests__/database";
import type { SQLDatabase } from "../sql-database";
import { Pool, type PoolContext } from "./pool";

describe("a pool", () => {
  test("tries again while PostgreSQL cannot be reached, and says so in the log", async () => {
    const { hostname, port } = new URL(inject("lobby").server.adminUrl);
    let attempts = 0;
    const door = createServer((socket) => {
      if (++attempts <= 2) return void socket.destroy();
      const server = connect(Number(port), hostname);
      socket.on("close", () => server.destroy()).on("error", () => {});
      socket.pipe(server).pipe(socket);
    }).listen(0, "127.0.0.1");
    await once(door, "listening");
    onTestFinished(() => void door.close());
    const url = new URL(inject("lobby").server.adminUrl);
    url.port = String((door.address() as { port: number }).port);
    const { db, lines } = openDatabase(url.href);
    expect(await one(db, "select 1 as v")).toBe(1);
    expect(lines.filter((line) => line.includes("connection pool error"))).toHaveLength(2);
  });

  test("gives up on a PostgreSQL that takes the connection and says nothing", async () => {
    const door = createServer(() => {}).listen(0, "127.0.0.1");
    await once(door, "listening");
    onTestFinished(() => void door.close());
    const { port } = door.address() as { port: number };
    const lines: string[] = [];
    const context = { log: { write: (_level: string, line: string) => lines.push(line) }, metrics: new HostMetrics() };
    const pool = new Pool("x", `postgresql://127.0.0.1:${port}/x`, context as unknown as PoolContext, { budgetMs: 50 });
    await expect(pool.lend("too late", async () => {})).rejects.toThrow("too late");
    expect(lines).toEqual(["database x: connection pool error: timeout expired"]);
  });

  test.each<[string, (db: SQLDatabase) => Promise<unknown>]>([
    ["a query", (db) => one(db, "select 1 as v")],
    ["a transaction", async (db) => (await begin(db)).commit()],
    ["a borrower", async (db) => (await db.acquire()).close()],
  ])("has another connection for %s when the one at hand was lost while nobody used it", async (_user, use) => {
    const [{ db }, other] = [openDatabase(), openDatabase().db];
    // The server ends it at once; that it is gone is not known here before it is used.
    const pid = await one(db, "select pg_backend_pid() as v");
    await one(other, "select pg_terminate_backend($1)::text as v", pid);
    await use(db);
    expect(await one(db, "select pg_backend_pid() as v")).not.toBe(pid);
  });

  test("lends thirty connections; the next waits until one is back", async () => {
    const { db, metrics } = openDatabase();
    const lent = await Promise.all(Array.from({ length: 30 }, () => db.acquire()));
    const counted = () => metrics.sqlConnections.family().samples.map(({ labels, value }) => [labels["state"], value]);
    let isThere = false;
    const waiting = one(db, "select 1 as v").finally(() => (isThere = true));
    await one(lent[0]!, "select pg_sleep(0.05)::text as v");
    expect(isThere).toBe(false);
    expect(counted()).toEqual([
      ["waiting", 1],
      ["in_use", 30],
    ]);
    await lent[1]!.close();
    expect(await waiting).toBe(1);
    await Promise.all(lent.map((conn) => conn.close()));
    await eventually(() => counted().every(([_state, count]) => count === 0));
  });

  test("gets back the connection of a large result that nobody reads to its end", async () => {
    const { db } = openDatabase();
    const lent = await Promise.all(Array.from({ length: 29 }, () => db.acquire()));
    await (async () => {
      const cursor = await db.query("select repeat('x', 1000) from generate_series(1, 5000)", none());
      await cursor.next();
    })();
    let isThere = false;
    const waiting = one(db, "select 1 as v").finally(() => (isThere = true));
    await eventually(() => {
      collectGarbage();
      return isThere;
    });
    expect(await waiting).toBe(1);
    await Promise.all(lent.map((conn) => conn.close()));
  });
});
