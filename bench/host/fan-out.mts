import { post } from "../lib/lobby.mjs";
import type { Published } from "./app/publisher.mjs";
import { atLeast, type Finding, median, ratios, spread, type Verdict } from "./figures.mjs";
import { runOnClientCore } from "./load.mjs";
import type { Server } from "./server.mjs";

/** A server with its stream's path and what a socket says first. */
export interface FeedServer extends Server {
  path: string;
  hello?: string;
}

interface Run {
  /** Events that arrived, over all sockets, per second. */
  perSecond: number;
  events: number;
  clientCpu: number;
  published: Published;
}

type How = "batch" | "each";

const SOCKETS = 1000;
/** Events of one round of the publisher: 1,000 events/s make as many in a tick of 10 ms. */
const PER_ROUND = 10;

async function run(program: string, server: FeedServer, how: How, seconds: number): Promise<Run> {
  const client = runOnClientCore(program, [
    "127.0.0.1",
    String(server.port),
    server.path,
    String(SOCKETS),
    "3000",
    ...(server.hello === undefined ? [] : [server.hello]),
  ]);
  await client.line("open");
  // What a first message sets off has time to arrive.
  await new Promise((done) => setTimeout(done, 300));
  const pace = { perSecond: 0, perRound: PER_ROUND, seconds };
  const published = await post<Published>(server.port, "/feed/publish", { how, ...pace });
  await new Promise((done) => setTimeout(done, 700));
  client.interrupt();
  return { ...(JSON.parse(await client.last) as Run), published };
}

/** Everything sent as fast as it goes, every server in turn. */
export async function measureFanOut(
  program: string,
  servers: { host: FeedServer; ws: FeedServer; socketIo: FeedServer },
  rounds: number,
  seconds: number,
): Promise<Finding> {
  const kinds = [
    ["host, one message a round", servers.host, "batch"],
    ["ws, one pre-built frame a round", servers.ws, "batch"],
    ["host, one message an event", servers.host, "each"],
    ["ws, pre-built frames, one write a round", servers.ws, "each"],
    ["Socket.IO, one message an event", servers.socketIo, "each"],
  ] as const;
  const results = kinds.map(() => [] as Run[]);
  for (let round = 0; round < rounds; round++) {
    for (const [i, [, server, how]] of kinds.entries()) results[i]!.push(await run(program, server, how, seconds));
  }
  const speeds = results.map((runs) => runs.map((result) => result.perSecond));
  /** Events per second of the server's processor time. */
  const byCpu = results.map((runs) =>
    runs.map(({ events, published }) => events / (published.cpu * published.seconds)),
  );
  const row = (i: number): string => {
    const runs = results[i]!;
    const lost = runs.reduce((sum, { published, events }) => sum + published.events * SOCKETS - events, 0);
    const share = (key: (result: Run) => number): string => `${(median(runs.map(key)) * 100).toFixed(0)} %`;
    const thousands = (values: number[]): string =>
      spread(
        values.map((value) => value / 1000),
        0,
      );
    const cells = [kinds[i]![0], thousands(speeds[i]!), thousands(byCpu[i]!), share((r) => r.published.cpu)];
    return `| ${[...cells, share((r) => r.clientCpu), lost].join(" | ")} |`;
  };
  const compare = (goal: number, what: string, of: number, to: number): Verdict[] => [
    atLeast(goal, `${what}, events/s`, ratios(speeds[of]!, speeds[to]!)),
    atLeast(goal, `${what}, by processor time`, ratios(byCpu[of]!, byCpu[to]!)),
  ];
  return {
    title: "Stream fan-out",
    lines: [
      `${SOCKETS} sockets, events of about 210 bytes, ${PER_ROUND} a round, the next round as soon as the last is handed over; ${rounds} rounds of ${seconds} s in turns; median (least to most).`,
      "",
      "| server | thousand events/s | and by second of processor time | server's core | client's core | events lost |",
      "|---|---|---|---|---|---|",
      ...kinds.map((_, i) => row(i)),
    ],
    verdicts: [
      ...compare(0.9, "host by ws, one message a round", 0, 1),
      ...compare(0.9, "host by ws, one message an event", 2, 3),
      ...compare(8, "host by Socket.IO, one message an event", 2, 4),
    ],
  };
}
