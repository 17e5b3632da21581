/**
 * From a commit in the outbox to the sockets: finance's outbox, relay, topic, sequencer and 100 subscribers in a real server, with
 * writers in SQL whose business transactions take 5 ms. One hot organisation (100 subscribers follow it) and 100 organisations (one
 * subscriber each), interleaved. Subscribers acknowledge what they get.
 *   paced:   `rates` transactions a second; commit until the event is parsed, and what an event costs where.
 *   ceiling: the writers commit as fast as they can; events per second that were sequenced meanwhile.
 *   hops:    20 transactions a second; where the time goes.
 *   HTTP:    bookings by POST as fast as they go, `posts` in flight: what the API lets through.
 * Server, PostgreSQL, writers and subscribers share this machine's cores.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { atLeast, atMost, type Finding, markdown, median, ratios, spread } from "../host/figures.mjs";
import { post, startServer } from "../lib/lobby.mjs";
import { provenance } from "../lib/provenance.mjs";
import { connect, makeHotels, urlOf } from "./databases.mjs";
import { hops } from "./hops.mjs";
import { type Bench, flowsOf, type Run, run, SUBSCRIBERS } from "./run.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    rates: { type: "string", default: "1000,3000,5000" },
    rounds: { type: "string", default: "3" },
    writers: { type: "string", default: "64" },
    posts: { type: "string", default: "32" },
    cores: { type: "string", default: "0,1" },
    only: { type: "string", default: "paced,ceiling,hops,http" },
    out: { type: "string" },
  },
});
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const parts = new Set(values.only.split(","));
/** Events a second. */
const GOAL = 5000;

/** The flows in turns; the runs of each. */
async function inTurns(bench: Bench, perSecond: number): Promise<[Run[], Run[]]> {
  const runs: [Run[], Run[]] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const [i, flow] of flowsOf(bench).entries())
      runs[i]!.push(await run(bench, flow, { writers: Number(values.writers), seconds, perSecond }));
  return runs;
}

const HEAD = [
  "| | commits/s | sequenced/s meanwhile | left at the end | commit→socket p50 ms | p99 ms | µs of processor time an event: Lobby | PostgreSQL for the path | PostgreSQL for the writers | PostgreSQL by itself | load client | connections cut | lost |",
  "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
];

function row(name: string, runs: readonly Run[]): string {
  const of = (figure: (run: Run) => number, digits = 0): string => spread(runs.map(figure), digits);
  const mid = (figure: (run: Run) => number): string => median(runs.map(figure)).toFixed(0);
  const cells = [
    name,
    of((r) => r.committedPerSecond),
    of((r) => r.sequencedPerSecond),
    mid((r) => r.left),
    of((r) => r.p50, 1),
    of((r) => r.p99, 1),
    mid((r) => r.micros.lobby),
    mid((r) => r.micros.path),
    mid((r) => r.micros.writers),
    mid((r) => r.micros.background),
    mid((r) => r.micros.clients),
    runs.reduce((sum, r) => sum + r.cut, 0),
    runs.reduce((sum, r) => sum + r.lost, 0),
  ];
  return `| ${cells.join(" | ")} |`;
}

async function atRate(bench: Bench, perSecond: number, title: string): Promise<Finding> {
  const [one, many] = await inTurns(bench, perSecond);
  const [hot, spreadOut] = flowsOf(bench);
  const speeds = (runs: readonly Run[]): number[] => runs.map((r) => r.sequencedPerSecond);
  return {
    title,
    lines: [...HEAD, row(hot.name, one), row(spreadOut.name, many)],
    verdicts: [
      atLeast(GOAL, "sequenced/s in one organisation", speeds(one), 0),
      atLeast(0.9, "one organisation by a hundred", ratios(speeds(one), speeds(many))),
      atMost(1.1, "one organisation by a hundred", ratios(speeds(one), speeds(many))),
      atMost(
        0,
        "deliveries lost",
        [...one, ...many].map((r) => r.lost),
        0,
      ),
    ],
  };
}

async function http({ server, demo }: Bench): Promise<Finding> {
  const start = performance.now();
  let booked = 0;
  const poster = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1000) {
      await post(server.port, "/finance/revenue", { amount: 12.5, propertyId: demo.propertyId }, demo.token);
      booked += 1;
    }
  };
  await Promise.all(Array.from({ length: Number(values.posts) }, poster));
  const perSecond = (booked / ((performance.now() - start) / 1000)).toFixed(0);
  return { title: "By HTTP", lines: [`${values.posts} posts in flight: ${perSecond} bookings/s.`], verdicts: [] };
}

const server = await startServer(values.cores);
const findings: string[] = [];
const say = (finding: Finding): void => {
  const text = markdown(finding);
  console.log(`\n${text}`);
  findings.push(text);
};
try {
  const hotels = await makeHotels(server, parts.has("paced") || parts.has("ceiling") ? SUBSCRIBERS : 0);
  const realtime = await connect(urlOf(server, "realtime"));
  const bench: Bench = { server, financeUrl: urlOf(server, "finance"), realtime, ...hotels };
  if (parts.has("hops")) say(await hops(bench, seconds));
  if (parts.has("paced"))
    for (const rate of values.rates.split(",")) say(await atRate(bench, Number(rate), `${rate} transactions a second`));
  if (parts.has("ceiling")) say(await atRate(bench, 1e6, "As fast as they go"));
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
  writeFileSync(path.join(dir, "report.md"), `# From commit to socket\n\n${findings.join("\n\n")}\n`);
}
