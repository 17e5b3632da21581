/**
 * From a commit in the outbox to the sockets: finance's outbox, relay, topic, sequencer and 100 subscribers in a real server, with
 * writers in SQL whose business transactions take 5 ms. One hot organisation (100 subscribers follow it) and 100 organisations (one
 * subscriber each), interleaved.
 *   ceiling: the writers commit as fast as they can; events per second that were sequenced meanwhile.
 *   paced:   `rates` transactions a second; commit until the event is parsed.
 *   hops:    20 transactions a second; where the time goes.
 *   HTTP:    bookings by POST as fast as they go, `posts` in flight: what the API lets through.
 * Server, PostgreSQL, writers and subscribers share this machine's cores.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Client } from "pg";
import { post, type Server, startServer } from "../lib/lobby.mjs";
import { ms, provenance, quantile } from "../lib/provenance.mjs";
import { connect, type Hotel, makeHotels, urlOf } from "./databases.mjs";
import { processorTime } from "./processor.mjs";
import { followEach, followOne, type Got } from "./subscribers.mjs";
import { wakeWhile, write } from "./writers.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    rates: { type: "string", default: "1000,3000,5000" },
    rounds: { type: "string", default: "3" },
    writers: { type: "string", default: "64" },
    posts: { type: "string", default: "32" },
    cores: { type: "string", default: "0,1" },
    only: { type: "string", default: "ceiling,paced,hops,http" },
    out: { type: "string" },
  },
});
const SUBSCRIBERS = 100;
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const parts = new Set(values.only.split(","));

interface Bench {
  server: Server;
  financeUrl: string;
  realtime: Client;
  demo: Hotel;
  many: Hotel[];
}

/** One flow through the path: which organisations, and who follows. */
interface Flow {
  name: string;
  hotels: Hotel[];
  /** Subscribers who get each event. */
  copies: number;
  follow: () => Promise<{ stop(): Promise<Got> }>;
}

const flowsOf = ({ server, demo, many }: Bench): Flow[] => [
  {
    name: "one organisation",
    hotels: [demo],
    copies: SUBSCRIBERS,
    follow: () => followOne(server, demo, SUBSCRIBERS),
  },
  { name: `${many.length} organisations`, hotels: many, copies: 1, follow: () => followEach(server, many) },
];

async function sequenced({ realtime }: Bench): Promise<number> {
  const { rows } = await realtime.query<{ events: string }>("SELECT sum(head)::text AS events FROM organisation");
  return Number(rows[0]?.events ?? 0);
}

/** What was ever put into the outbox by others than this run is the same before and after. */
async function committed(finance: Client): Promise<number> {
  const { rows } = await finance.query<{ events: string }>("SELECT last_value::text AS events FROM outbox_id_seq");
  return Number(rows[0]?.events ?? 0);
}

interface Run extends Got {
  committedPerSecond: number;
  sequencedPerSecond: number;
  /** Processor time of an event on its way through Lobby and PostgreSQL, in microseconds; without the writers' part. */
  lobbyMicros: number;
  postgresMicros: number;
  /** Committed and not sequenced when the writers ended. */
  left: number;
  lost: number;
}

async function run(bench: Bench, flow: Flow, perSecond: number): Promise<Run> {
  const finance = await connect(bench.financeUrl);
  const subscribers = await flow.follow();
  const [committedBefore, sequencedBefore] = [await committed(finance), await sequenced(bench)];
  const usedBefore = await processorTime(bench.server, bench.realtime);
  const start = performance.now();
  const work = write(bench.financeUrl, flow.hotels, { writers: Number(values.writers), seconds, perSecond });
  await wakeWhile(bench.financeUrl, work);
  const took = (performance.now() - start) / 1000;
  const meanwhile = (await sequenced(bench)) - sequencedBefore;
  const events = (await committed(finance)) - committedBefore;
  for (const end = performance.now() + 120_000; performance.now() < end;) {
    if ((await sequenced(bench)) - sequencedBefore >= events) break;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  await new Promise((resume) => setTimeout(resume, 1000));
  const used = await processorTime(bench.server, bench.realtime);
  const got = await subscribers.stop();
  await finance.end();
  return {
    ...got,
    committedPerSecond: events / took,
    lobbyMicros: ((used.lobby - usedBefore.lobby) / events) * 1e6,
    postgresMicros: ((used.postgres - usedBefore.postgres) / events) * 1e6,
    sequencedPerSecond: meanwhile / took,
    left: events - meanwhile,
    lost: events * flow.copies - got.events,
  };
}

async function inTurn(bench: Bench, perSecond: number): Promise<string[]> {
  const flows = flowsOf(bench);
  const runs = flows.map((): Run[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, flow] of flows.entries()) runs[i]?.push(await run(bench, flow, perSecond));
  return flows.map((flow, i) => {
    const median = (of: (run: Run) => number): number => quantile((runs[i] ?? []).map(of), 0.5);
    const whole = (of: (run: Run) => number): string => median(of).toFixed(0);
    const cells = [flow.name, whole((r) => r.committedPerSecond), whole((r) => r.sequencedPerSecond)];
    cells.push(
      whole((r) => r.left),
      `${ms(median((r) => r.p50))} ms`,
      `${ms(median((r) => r.p99))} ms`,
    );
    cells.push(`${whole((r) => r.lobbyMicros)} + ${whole((r) => r.postgresMicros)} µs`);
    return `| ${[...cells, whole((r) => r.lost)].join(" | ")} |`;
  });
}

const HEAD = [
  "| | commits/s | sequenced/s meanwhile | left at the end | commit→socket p50 | p99 | processor time an event: Lobby + PostgreSQL | lost |",
  "|---|---|---|---|---|---|---|---|",
];

/** Of single events on an idle path: when they were numbered, when the topic had them, when the socket. */
async function hops(bench: Bench): Promise<string[]> {
  const finance = await connect(bench.financeUrl);
  const subscribers = await followOne(bench.server, bench.demo, 1);
  const since = new Date();
  const options = { writers: 1, seconds, perSecond: 20 };
  await wakeWhile(bench.financeUrl, write(bench.financeUrl, [bench.demo], options));
  await new Promise((resume) => setTimeout(resume, 500));
  const got = await subscribers.stop();
  const { rows } = await finance.query<{ numbered: number; accepted: number }>(
    `SELECT extract(epoch FROM numbered_at) * 1000 - at AS numbered, extract(epoch FROM accepted_at) * 1000 - at AS accepted
     FROM outbox_batch, LATERAL (SELECT ('x' || substr(events -> 0 -> 'data' ->> 'description', 2, 16))::bit(64)::bigint / 1e6 AS at) stamp
     WHERE numbered_at > $1 AND json_array_length(events) = 1`,
    [since],
  );
  await finance.end();
  const of = (key: "numbered" | "accepted", p: number): string =>
    ms(
      quantile(
        rows.map((r) => Number(r[key])),
        p,
      ),
    );
  return [
    "| idle path, since the commit | p50 | p99 |",
    "|---|---|---|",
    `| the relay begins to number | ${of("numbered", 0.5)} ms | ${of("numbered", 0.99)} ms |`,
    `| the topic has taken the batch, and the relay knows | ${of("accepted", 0.5)} ms | ${of("accepted", 0.99)} ms |`,
    `| the socket has the event | ${ms(got.p50)} ms | ${ms(got.p99)} ms |`,
  ];
}

async function http({ server, demo }: Bench): Promise<string> {
  const start = performance.now();
  let booked = 0;
  const poster = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1000) {
      await post(server.port, "/finance/revenue", { amount: 12.5, propertyId: demo.propertyId }, demo.token);
      booked += 1;
    }
  };
  await Promise.all(Array.from({ length: Number(values.posts) }, poster));
  return `HTTP, ${values.posts} posts in flight: ${(booked / ((performance.now() - start) / 1000)).toFixed(0)} bookings/s.`;
}

const server = await startServer(values.cores);
const lines: string[] = [];
const say = (...more: string[]): void => {
  console.log(more.join("\n"));
  lines.push(...more);
};
try {
  const hotels = await makeHotels(server, parts.has("paced") || parts.has("ceiling") ? SUBSCRIBERS : 0);
  const realtime = await connect(urlOf(server, "realtime"));
  const bench: Bench = { server, financeUrl: urlOf(server, "finance"), realtime, ...hotels };
  if (parts.has("hops")) say(...(await hops(bench)), "");
  if (parts.has("paced")) {
    for (const rate of values.rates.split(","))
      say(`${rate} transactions a second:`, "", ...HEAD, ...(await inTurn(bench, Number(rate))), "");
  }
  if (parts.has("ceiling")) say("As fast as they go:", "", ...HEAD, ...(await inTurn(bench, 1e6)), "");
  if (parts.has("http")) say(await http(bench));
  await realtime.end();
} finally {
  await server.stop();
}
if (values.out !== undefined) {
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  const facts = { suite: "publish-path", options: values, ...provenance() };
  writeFileSync(path.join(dir, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(path.join(dir, "report.md"), `# From commit to socket\n\n${lines.join("\n")}\n`);
}
