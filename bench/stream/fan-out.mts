import { atLeast, atMost, type Finding, median, ratios, spread, type Verdict } from "../host/figures.mjs";
import { explained } from "./explained.mjs";
import { type Feed, inTurns, productFeed, rivalFeed, type Run } from "./feed.mjs";
import { hasNchan } from "./nchan.mjs";
import type { Product } from "./product.mjs";
import { hasBun } from "./rivals.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";
import { Writer } from "./writer.mjs";

/** Whom Lobby is measured beside. */
export const FAN_OUT_RIVALS = ["ws-frames", "socket-io", "ws-naive", "bun", "nchan"] as const;
type FanOutRival = (typeof FAN_OUT_RIVALS)[number];

export interface FanOutOptions {
  product: Product;
  /** What the rivals send. */
  like: FeedEvent;
  rounds: number;
  seconds: number;
  /** Of them, those that take part. */
  rivals: readonly FanOutRival[];
}

/** Events a second that each is offered by many, and by very many subscribers: what it keeps up with, or a little more. */
const RATES: Record<FanOutRival, number> = {
  "ws-frames": 1050,
  "socket-io": 150,
  "ws-naive": 150,
  bun: 1050,
  nchan: 150,
};
const RATES_TO_VERY_MANY: Partial<Record<FanOutRival, number>> = { "ws-frames": 210, "socket-io": 25 };

const isHere = (name: FanOutRival): boolean => (name === "bun" ? hasBun() : name === "nchan" ? hasNchan() : true);

const HEAD = [
  "| server | events/s | deliveries offered, M/s | delivered, M/s | M by second of the server's processor time | p50 ms | p99 ms | not delivered | server's process | client's core |",
  "|---|---|---|---|---|---|---|---|---|---|",
];

const million = (values: number[]): number[] => values.map((value) => value / 1e6);
const lost = ({ offered, report }: Run): number => offered - report.events;
const speeds = (runs: Run[]): number[] => runs.map((run) => run.perSecond);
const byCpu = (runs: Run[]): number[] => runs.map((run) => run.perCpuSecond);

function row({ title, count, perSecond }: Feed, runs: Run[]): string {
  const share = (values: number[]): string => `${(median(values) * 100).toFixed(0)} %`;
  const cells = [
    title,
    perSecond,
    ((count * perSecond) / 1e6).toFixed(2),
    spread(million(speeds(runs)), 3),
    spread(million(byCpu(runs)), 3),
    spread(
      runs.map(({ report }) => report.p50),
      1,
    ),
    spread(
      runs.map(({ report }) => report.p99),
      1,
    ),
    runs.reduce((sum, run) => sum + lost(run), 0),
    share(runs.map((run) => run.serverCore)),
    share(runs.map((run) => run.clientCore)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What kept runs from more. */
function reason(runs: Run[]): string {
  const server = median(runs.map((run) => run.serverCore));
  const client = median(runs.map((run) => run.clientCore));
  if (server > 0.9) return "the server's core is full";
  if (client > 0.95) return "the core of the load client, the writer and PostgreSQL is full, not the server's";
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return `no core is full (server ${percent(server)}, client ${percent(client)}): the time goes into commits and ticks`;
}

const LEFT_OUT: Partial<Record<FanOutRival, string>> = {
  bun: "Bun was left out: its package has no program for this machine.",
  nchan: "nchan was left out: it is not installed (Debian: nginx-light libnginx-mod-nchan).",
};

const besideSocketIo = (runs: Run[], socketIo: Run[], why: string): Verdict[] => [
  explained(atLeast(8, "deliveries/s: Lobby by Socket.IO", ratios(speeds(runs), speeds(socketIo))), why),
  explained(atLeast(8, "the same by processor time", ratios(byCpu(runs), byCpu(socketIo))), why),
];

const besideFrames = (runs: Run[], frames: Run[]): Verdict =>
  explained(
    atLeast(0.8, "by processor time: Lobby by ws with pre-built frames", ratios(byCpu(runs), byCpu(frames))),
    "before an event is sent it is relayed, checked and sequenced on the same core",
  );

/** Many subscribers of one organisation, at rates that Lobby and the fastest keep up with, and the others no longer. */
export async function measureFanOut(options: FanOutOptions, count: number): Promise<Finding> {
  const { product, like, rounds, seconds } = options;
  const writer = await Writer.of(product);
  const lobby = await productFeed(product, writer, count, 1050);
  const faster: Feed = { ...lobby, perSecond: 1400, publish: (s) => writer.writeAtPace(1400, s) };
  const feeds = [lobby, faster];
  const rivals = options.rivals.filter(isHere);
  const absent = options.rivals.filter((name) => !isHere(name));
  try {
    for (const name of rivals) feeds.push(await rivalFeed(name, like, count, RATES[name]));
    const results = await inTurns(feeds, rounds, seconds);
    const runs = results[0]!;
    const runsOf = (name: FanOutRival): Run[] | undefined =>
      rivals.includes(name) ? results[2 + rivals.indexOf(name)] : undefined;
    const [frames, socketIo] = [runsOf("ws-frames"), runsOf("socket-io")];
    const why = reason(runs);
    const { bytes, events } = runs[0]!.report;
    const p99 = runs.map(({ report }) => report.p99);
    return {
      title: `Fan-out to ${count}`,
      lines: [
        `${count} subscribers of one organisation; events of ${Math.round(bytes / events)} bytes, for the rivals too; open loop, ${rounds} rounds of ${seconds} s in turns; median (least to most). Lobby's events go the product's whole way: SQL into finance's outbox, commit, relay, topic, sequencer, log, hub, socket. The rivals publish inside their process, in ticks of 10 ms, and keep nothing. Time is from the stamp in the event, which for Lobby is before its insert, to the client's parse. Servers on core 0; load client, writer and PostgreSQL (fsync on) on core 1.`,
        ...absent.flatMap((name) => ["", LEFT_OUT[name] ?? name]),
        "",
        ...HEAD,
        ...feeds.map((feed, i) => row(feed, results[i]!)),
      ],
      verdicts: [
        explained(atLeast(1, "million deliveries/s of Lobby on its core", million(speeds(runs))), why),
        explained(atMost(25, "p99 of Lobby at that rate, ms", p99, 1), why),
        explained(atMost(0, "deliveries that Lobby owes", runs.map(lost), 0), why),
        ...(socketIo === undefined ? [] : besideSocketIo(runs, socketIo, why)),
        ...(frames === undefined ? [] : [besideFrames(runs, frames)]),
      ],
    };
  } finally {
    for (const feed of feeds) if (feed !== faster) await feed.end();
  }
}

/** The same subscribers, who offer compression as Lobby's own client does. */
export async function measureCompressed(options: FanOutOptions, count: number): Promise<Finding> {
  const { product, rounds, seconds } = options;
  const writer = await Writer.of(product);
  const lobby = await productFeed(product, writer, count, 1050, true);
  const faster: Feed = { ...lobby, perSecond: 2000, publish: (s) => writer.writeAtPace(2000, s) };
  const feeds = [lobby, faster];
  try {
    const results = await inTurns(feeds, rounds, seconds);
    const [runs] = results as [Run[]];
    const why = reason(runs);
    const { bytes, events } = runs[0]!.report;
    return {
      title: `Fan-out to ${count} with compression`,
      lines: [
        `Lobby alone, its subscribers offer deflate-dict-1: ${Math.round(bytes / events)} bytes an event. What many clients get alike, the load client inflates once.`,
        "",
        ...HEAD,
        ...feeds.map((feed, i) => row(feed, results[i]!)),
      ],
      verdicts: [
        explained(atLeast(1, "million deliveries/s of Lobby on its core", million(speeds(runs))), why),
        explained(
          atMost(
            25,
            "p99 of Lobby at that rate, ms",
            runs.map(({ report }) => report.p99),
            1,
          ),
          why,
        ),
        explained(atMost(0, "deliveries that Lobby owes", runs.map(lost), 0), why),
      ],
    };
  } finally {
    await lobby.end();
  }
}

/** Very many subscribers at a million deliveries a second. */
export async function measureManySubscribers(options: FanOutOptions, count: number): Promise<Finding> {
  const { product, like, rounds, seconds } = options;
  const feeds = [await productFeed(product, await Writer.of(product), count, 210)];
  try {
    for (const name of options.rivals) {
      const rate = RATES_TO_VERY_MANY[name];
      if (rate !== undefined) feeds.push(await rivalFeed(name, like, count, rate));
    }
    const results = await inTurns(feeds, rounds, seconds);
    const [runs] = results as [Run[]];
    const why = reason(runs);
    return {
      title: `Fan-out to ${count}`,
      lines: ["The same with more subscribers.", "", ...HEAD, ...feeds.map((feed, i) => row(feed, results[i]!))],
      verdicts: [
        explained(atLeast(1, "million deliveries/s of Lobby on its core", million(speeds(runs))), why),
        explained(atMost(0, "deliveries that Lobby owes", runs.map(lost), 0), why),
      ],
    };
  } finally {
    for (const feed of feeds) await feed.end();
  }
}
