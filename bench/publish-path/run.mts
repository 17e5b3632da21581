import type { Client } from "pg";
import type { Server } from "../lib/lobby.mjs";
import { connect, type Hotel } from "./databases.mjs";
import { processorTime } from "./processor.mjs";
import { follow, type Got, unfollow } from "./subscribers.mjs";
import { type Load, wakeWhile, write } from "./writers.mjs";

export const SUBSCRIBERS = 100;

/** A server with organisations to write to. */
export interface Bench {
  server: Server;
  financeUrl: string;
  realtime: Client;
  demo: Hotel;
  many: Hotel[];
}

/** One flow through the path: which organisations, and how many subscribers get each event. */
export interface Flow {
  name: string;
  hotels: Hotel[];
  copies: number;
}

export const flowsOf = ({ demo, many }: Bench): [Flow, Flow] => [
  { name: "one organisation", hotels: [demo], copies: SUBSCRIBERS },
  { name: `${many.length} organisations`, hotels: many, copies: 1 },
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

/** What came of one flow at one rate. */
export interface Run extends Got {
  committedPerSecond: number;
  sequencedPerSecond: number;
  /** Committed and not sequenced when the writers ended. */
  left: number;
  lost: number;
  /** Processor time of an event, in microseconds. */
  micros: { lobby: number; path: number; writers: number; background: number; clients: number };
}

/** The writers commit so many events a second for so long, as one organisation or as many. */
export async function run(bench: Bench, flow: Flow, load: Load): Promise<Run> {
  const finance = await connect(bench.financeUrl);
  const clients = await follow(bench.server, flow.hotels, SUBSCRIBERS);
  const [committedBefore, sequencedBefore] = [await committed(finance), await sequenced(bench)];
  const before = await processorTime(bench.server, bench.realtime);
  const written = await wakeWhile(bench.financeUrl, write(bench.financeUrl, flow.hotels, load));
  const meanwhile = (await sequenced(bench)) - sequencedBefore;
  const events = (await committed(finance)) - committedBefore;
  for (const end = performance.now() + 120_000; performance.now() < end;) {
    if ((await sequenced(bench)) - sequencedBefore >= events) break;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  const got = await unfollow(clients, events * flow.copies);
  const after = await processorTime(bench.server, bench.realtime);
  await finance.end();
  const micros = (used: number): number => (used / events) * 1e6;
  const path = after.path - before.path;
  const writers = written.processorSeconds;
  return {
    ...got,
    committedPerSecond: events / written.seconds,
    sequencedPerSecond: meanwhile / written.seconds,
    left: events - meanwhile,
    lost: events * flow.copies - got.deliveries,
    micros: {
      lobby: micros(after.lobby - before.lobby),
      path: micros(path),
      writers: micros(writers),
      background: micros(after.postgres - before.postgres - path - writers),
      clients: micros(got.clientSeconds),
    },
  };
}
