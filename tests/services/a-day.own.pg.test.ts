/** A day of 24 hours by an accelerated clock: every timer of the application, in this process, on its own databases. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { PING_MS } from "../../realtime/contract/protocol";
import { startEngine } from "../../realtime/engine/engine";
import { pool } from "../../realtime/store/db";
import { call, type ErrorBody, type Revenue, type Tokens } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

const HOURS = 24;
const CONNECTIONS = 101;
const HOP_MS = 60_000;
const HOPS_PER_HOUR = 3_600_000 / HOP_MS;
/** Between two renewals of the access token, which holds for 15 minutes. */
const RENEW_EVERY = 600_000 / HOP_MS;

let url: string;
let tokens: Tokens;
let propertyId: number;
let stopEngine: () => Promise<void>;

beforeAll(async () => {
  url = await serveApi();
  // What recurs, and what time it is. Input and output and their time-outs stay real.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  relay.start();
  stopEngine = startEngine();
  const { orgId, propertyIds } = await addOrganisation(1);
  propertyId = propertyIds[0]!;
  const { email } = await addPerson(orgId, [[propertyId, "cashier"]]);
  tokens = (await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } })).body;
});
afterAll(async () => {
  vi.useRealTimers();
  await relay.stop();
  await stopEngine();
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
function heapMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const partitions = async (): Promise<string[]> =>
  (
    await pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'event_log'::regclass AND c.relname ~ '\\d{8}$' ORDER BY 1`,
    )
  ).rows.map((row) => row.name);

/** Requests and those of them that were not answered with success. */
const requests = { all: 0, failed: 0 };
async function ask<T>(method: string, path: string, options: { token?: string; body?: unknown }): Promise<T> {
  const answer = await call<T>(url, method, path, options);
  requests.all += 1;
  if (answer.status !== 200) requests.failed += 1;
  return answer.body;
}

interface Pool {
  activeConnections: number;
  connectionPoolStats: { totalSubscriptions: number };
}
const metrics = (): Promise<Pool> => ask("GET", "/v2/realtime/metrics", { token: tokens.accessToken });

test(
  "[S1-M01] [S1-M02] [S1-M04] [S1-M06] [S1-M08] [S4-M06] [S4-M07] [S0-M01] 24 hours with 101 connections: all stay, nothing is lost, tokens are renewed, partitions roll, pings keep their beat, memory is flat",
  { timeout: 600_000 },
  async () => {
    const first = tokens.accessToken;
    const subscriptions = (await metrics()).connectionPoolStats.totalSubscriptions;
    const streams = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => openStream(url, first, { services: ["finance"], lastSeq: 0 })),
    );
    const views = streams.map(() => new View());
    const booked: string[] = [];
    const heaps: number[] = [];
    const newestBefore = (await partitions()).at(-1) ?? "";
    for (let hour = 1; hour <= HOURS; hour++) {
      for (let hop = 1; hop <= HOPS_PER_HOUR; hop++) {
        await vi.advanceTimersByTimeAsync(HOP_MS);
        if (hop % RENEW_EVERY !== 0) continue;
        tokens = await ask("POST", "/identity/refresh", { body: { refreshToken: tokens.refreshToken } });
        const body = { amount: 1, propertyId };
        booked.push((await ask<Revenue>("POST", "/finance/revenue", { token: tokens.accessToken, body })).id);
        await Promise.all(streams.map((stream) => stream.event((e) => e.data["id"] === booked.at(-1))));
      }
      const pings = streams.map((stream) => stream.frames.filter((f) => f.type === "ping").length);
      expect(new Set(pings)).toEqual(new Set([3_600_000 / PING_MS]));
      for (const [i, stream] of streams.entries()) views[i]?.take(stream.frames.splice(0));
      heaps.push(heapMiB());
    }
    const after = await metrics();
    expect([after.activeConnections, after.connectionPoolStats.totalSubscriptions]).toEqual([
      CONNECTIONS,
      subscriptions,
    ]);
    for (const view of views) expect(view.ids).toEqual(booked);
    expect(requests).toEqual({ all: 2 * HOURS * (HOPS_PER_HOUR / RENEW_EVERY) + 2, failed: 0 });
    const refused = await call<ErrorBody>(url, "GET", "/identity/me", { token: first });
    expect([refused.status, refused.body.details?.reason]).toEqual([401, "token_expired"]);
    expect((await partitions()).at(-1)).not.toBe(newestBefore);
    expect(Math.max(...heaps.slice(-4)) - Math.max(...heaps.slice(4, 8))).toBeLessThan(8);
  },
);
