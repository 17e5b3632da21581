/**
 * The stand-alone pub/sub from inside: publish until the handler has the message, with PostgreSQL (fsync on) on core 0 and this
 * process on core 1.
 *   idle: one message at a time with pauses; the publishing process handles it, or another one that was woken by NOTIFY.
 *   busy: many single publishes under way at once, until the last message is handled. Best of the rounds, since other work on the
 *   machine only ever adds to the time.
 */
import { execFileSync, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readSettings } from "../../host/cli/settings";
import { withDatabases } from "../../host/cli/with-databases";
import { pubsubDatabase } from "../../host/services/pubsub/database";
import { Client } from "pg";
import { ms, provenance, quantile } from "../lib/provenance.mjs";
import { BenchProcess, type Queue, queues } from "./process.mjs";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "500" },
    burst: { type: "string", default: "10000" },
    /** Publishes that are under way at once. */
    flight: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
    out: { type: "string" },
    // Set by ourselves: the other process, which handles what comes.
    handle: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const pause = (forMs: number): Promise<void> => new Promise((done) => setTimeout(done, forMs));

if (values.handle !== undefined) {
  new BenchProcess(values.handle).handle("other", (took) => process.send?.(took));
  process.send?.("ready");
} else {
  await measure();
}

async function measure(): Promise<void> {
  const root = process.cwd();
  const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
  execFileSync("taskset", ["-p", "-c", "0", String(process.pid)], { stdio: "ignore" });
  let lines: string[] = [];
  await withDatabases(root, readSettings(root, { LOBBY_DATA_DIR: dataDir }), async (databases) => {
    // PostgreSQL was started on core 0; from here on this process has the other one.
    execFileSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
    const database = pubsubDatabase(root);
    await databases.prepare(root, [database]);
    const url = databases.url("runtime", database.name);
    const bench = new BenchProcess(url);
    lines = [
      ...(await idle(bench, url)),
      "",
      ...(await busy(bench, "hundred", url)),
      ...(await busy(bench, "thousand", url)),
    ];
    await bench.end();
  });
  rmSync(dataDir, { recursive: true, force: true });
  console.log(lines.join("\n"));
  if (values.out === undefined) return;
  const dir = path.join("bench", "results", values.out);
  mkdirSync(dir, { recursive: true });
  const facts = { suite: "pubsub", options: values, ...provenance() };
  writeFileSync(path.join(dir, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(path.join(dir, "report.md"), `# Stand-alone pub/sub\n\n${lines.join("\n")}\n`);
}

async function idle(bench: BenchProcess, url: string): Promise<string[]> {
  const took: Record<"own" | "other", number[]> = { own: [], other: [] };
  bench.handle("own", (time) => took.own.push(time));
  const child = fork(process.argv[1] ?? "", ["--handle", url]);
  await new Promise<void>((ready) =>
    child.on("message", (message) => (message === "ready" ? ready() : took.other.push(Number(message)))),
  );
  await pause(1000);
  const lines: string[] = ["| idle | messages | p50 | p99 | worst |", "|---|---|---|---|---|"];
  for (const queue of ["own", "other"] as const) {
    const best = await bestOf(async () => {
      took[queue] = [];
      for (let i = 0; i < Number(values.messages); i++) {
        await bench.publish(queue);
        await pause(10 + Math.random() * 20);
      }
      await pause(500);
      return { value: quantile(took[queue], 0.99), all: took[queue] };
    });
    const figures = [0.5, 0.99, 1].map((p) => `${ms(quantile(best.all, p))} ms`);
    const name = queue === "own" ? "in the publishing process" : "in another process";
    lines.push(`| ${name} | ${best.all.length} | ${figures.join(" | ")} |`);
  }
  child.kill();
  return lines;
}

/** Processor time of the connections of the queues so far, in microseconds; the kernel counts it in hundredths of a second. */
async function serverCpuUs(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name like 'lobby pubsub%'",
  );
  await client.end();
  let ticks = 0;
  for (const { pid } of rows) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10_000;
}

async function busy(bench: BenchProcess, queue: Queue, url: string): Promise<string[]> {
  const burst = Number(values.burst);
  let handled = 0;
  bench.handle(queue, () => (handled += 1));
  const best = await bestOf(async () => {
    handled = 0;
    const [began, cpu, serverBefore] = [performance.now(), process.cpuUsage(), await serverCpuUs(url)];
    let toPublish = burst;
    const publisher = async (): Promise<void> => {
      while (toPublish-- > 0) await bench.publish(queue);
    };
    await Promise.all(Array.from({ length: Number(values.flight) }, publisher));
    while (handled < burst) await pause(1);
    const { user, system } = process.cpuUsage(cpu);
    const value = performance.now() - began;
    const serverUs = ((await serverCpuUs(url)) - serverBefore) / burst;
    return { value, cpuUs: (user + system) / burst, serverUs };
  });
  const rate = (burst * 1000) / best.value;
  return [
    `Busy: ${burst} messages, ${values.flight} publishes under way, up to ${queues[queue]} handled at once: ` +
      `${rate.toFixed(0)} messages/s, ${best.cpuUs.toFixed(0)} µs of processor time each here and ${best.serverUs.toFixed(0)} µs in PostgreSQL.`,
  ];
}

/** The round with the smallest value. */
async function bestOf<T extends { value: number }>(round: () => Promise<T>): Promise<T> {
  let best = await round();
  for (let i = 1; i < rounds; i++) {
    const next = await round();
    if (next.value < best.value) best = next;
  }
  return best;
}
