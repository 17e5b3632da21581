/** A day of 24 hours by an accelerated clock: every timer of the application, in this process, on its own databases. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { relay } from "../../finance/jobs/relay";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import { PING_MS } from "../../realtime/contract/protocol";
import { startEngine } from "../../realtime/engine/engine";
import { pool } from "../../realtime/store/db";
import { bookRevenue, call, type ErrorBody, type Tokens } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

const HOURS = 24;
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

test(
  "24 hours: a connection stays, tokens expire and are renewed, partitions roll, pings keep their beat, memory is flat",
  { timeout: 240_000 },
  async () => {
    const first = tokens.accessToken;
    const stream = await openStream(url, first, { services: ["finance"], lastSeq: 0 });
    const view = new View();
    const booked: string[] = [];
    const pings: number[] = [];
    const heaps: number[] = [];
    const newestBefore = (await partitions()).at(-1) ?? "";
    for (let hour = 1; hour <= HOURS; hour++) {
      for (let hop = 1; hop <= HOPS_PER_HOUR; hop++) {
        await vi.advanceTimersByTimeAsync(HOP_MS);
        if (hop % RENEW_EVERY !== 0) continue;
        const body = { refreshToken: tokens.refreshToken };
        tokens = (await call<Tokens>(url, "POST", "/identity/refresh", { body })).body;
        booked.push((await bookRevenue(url, tokens.accessToken, { amount: 1, propertyId })).id);
        await stream.event((e) => e.data["id"] === booked.at(-1));
      }
      view.take(stream.frames);
      pings.push(stream.frames.filter((f) => f.type === "ping").length);
      stream.frames.length = 0;
      heaps.push(heapMiB());
    }
    expect(stream.closed).toBe(false);
    expect(view.ids).toEqual(booked);
    const refused = await call<ErrorBody>(url, "GET", "/identity/me", { token: first });
    expect([refused.status, refused.body.details?.reason]).toEqual([401, "token_expired"]);
    expect(pings).toEqual(Array.from({ length: HOURS }, () => 3_600_000 / PING_MS));
    expect((await partitions()).at(-1)).not.toBe(newestBefore);
    expect(Math.max(...heaps.slice(-4)) - Math.max(...heaps.slice(4, 8))).toBeLessThan(4);
  },
);
