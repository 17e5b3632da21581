/**
 * What clients see when connections are cut, stall and crawl and the server is killed and restarted: Lobby and Socket.IO under the
 * same faults of the same seed, judged by the checker of the chaos tests. Events are published one after the other, each at most
 * once; what was acknowledged must be seen once, in order.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { exactness } from "../../tests/chaos/checker";
import { cut, slow, stall } from "../../tests/chaos/faults/network";
import { randomOf } from "../../tests/chaos/random";
import { plan } from "../../tests/chaos/schedule";
import { provenance } from "../lib/provenance.mjs";
import type { Contender } from "./contender.mjs";
import { lobby } from "./lobby.mjs";
import { socketIo } from "./socket-io.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    clients: { type: "string", default: "20" },
    every: { type: "string", default: "25" },
    seed: { type: "string", default: "7" },
    out: { type: "string" },
  },
});
const [seconds, count, everyMs, seed] = [values.seconds, values.clients, values.every, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
const NETWORK = { cut, stall, slow };
const SETS = {
  "the network alone": ["cut", "stall", "slow"],
  "and the server": ["cut", "stall", "slow", "kill", "restart"],
} as const;
type Kind = (typeof SETS)[keyof typeof SETS][number];

async function run(contender: Contender, kinds: readonly Kind[]): Promise<string> {
  const over = AbortSignal.timeout(seconds * 1000);
  const acknowledged: string[] = [];
  const publishing = (async () => {
    for (let i = 0; !over.aborted; i++) {
      const id = `event ${i}`;
      if (await contender.publish(id)) acknowledged.push(id);
      await pause(everyMs);
    }
  })();
  let faults = 0;
  for (const fault of plan(seed, kinds)) {
    await pause(fault.gapMs);
    if (over.aborted) break;
    faults += 1;
    const { kind } = fault;
    if (kind === "kill" || kind === "restart") {
      await contender.end(kind === "kill" ? "SIGKILL" : "SIGTERM");
      await contender.start();
    } else await NETWORK[kind]({ network: contender.network, over }, randomOf(fault.seed));
  }
  await publishing;
  const { clients, expected } = await contender.clients(acknowledged);
  const found = clients.map(({ seen }) => exactness(seen, expected));
  const sum = (pick: (e: (typeof found)[number]) => number): number => found.reduce((all, e) => all + pick(e), 0);
  const whole = found.filter((e) => e.lost + e.doubled + e.strange + e.misplaced === 0).length;
  const reconnects = clients.reduce((all, { connections }) => all + connections - 1, 0);
  const cells = [faults, reconnects, expected.length * clients.length, sum((e) => e.lost), sum((e) => e.doubled)];
  return `${cells.join(" | ")} | ${sum((e) => e.strange + e.misplaced)} | ${whole} of ${clients.length}`;
}

const programs = path.resolve("bench/.lobby/exactness");
if (!existsSync("bench/node_modules/socket.io-client"))
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: "bench",
    stdio: "inherit",
  });
await build({
  entryPoints: ["server", "clients"].map((name) => `bench/exactness/rivals/socket-io-${name}.mts`),
  outdir: programs,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "error",
});
const lines: string[] = [];
const say = (line: string): void => {
  console.log(line);
  lines.push(line);
};
say(
  "| faults of | server | faults | reconnects | deliveries due | lost | doubled | strange or misplaced | clients with all |",
);
say("|---|---|---|---|---|---|---|---|---|");
for (const [name, kinds] of Object.entries(SETS)) {
  for (const make of [() => lobby(count), () => socketIo(programs, count)]) {
    const contender = await make();
    try {
      say(`| ${name} | ${contender.name} | ${await run(contender, kinds)} |`);
    } finally {
      await contender.stop();
    }
  }
}
if (values.out !== undefined) {
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  const facts = provenance();
  const about = { suite: "exactness", options: values, ...facts };
  writeFileSync(path.join(dir, "provenance.json"), `${JSON.stringify(about, null, 2)}\n`);
  writeFileSync(
    path.join(dir, "report.md"),
    `# Exactness under faults: ${String(facts["date"]).slice(0, 10)}\n\n${count} clients, one event every ${everyMs} ms for ${seconds} s, seed ${seed}.\n\n${lines.join("\n")}\n`,
  );
}
