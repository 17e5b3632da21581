/**
 * The stand-alone pub/sub from inside: publish until the handler has the message, with PostgreSQL (fsync on) on core 0 and this
 * process on core 1.
 *   idle: one message at a time with pauses; the publishing process handles it, or another one that was woken by NOTIFY.
 *   busy: many messages at once, until the last is handled.
 */
import { execFileSync, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readSettings } from "../../host/cli/settings";
import { withDatabases } from "../../host/cli/with-databases";
import { Broker } from "../../host/services/pubsub/broker";
import { pubsubDatabase } from "../../host/services/pubsub/database";
import { newMessageId } from "../../host/services/pubsub/message-id";
import { ms, provenance, quantile } from "../lib/provenance.mjs";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "500" },
    burst: { type: "string", default: "5000" },
    out: { type: "string" },
    // Set by ourselves: the other process, which handles what comes.
    handle: { type: "string" },
  },
});

const policy = (queue: string) => ({
  queue,
  ackDeadlineMs: 30_000,
  minBackoffMs: 1000,
  maxBackoffMs: 10_000,
  maxRetries: 3,
  maxConcurrency: 1000,
});

function publish(broker: Broker, queue: string): Promise<void> {
  const publishedAt = new Date();
  const expiresAt = new Date(publishedAt.getTime() + 3_600_000);
  // The payload is when it was published, on the clock that all processes of a machine share.
  const payload = String(process.hrtime.bigint());
  return broker.publish([{ queue, messageId: newMessageId(), publishedAt, expiresAt, payload }]);
}

const sinceMs = (payload: string): number => Number(process.hrtime.bigint() - BigInt(payload)) / 1e6;
const pause = (forMs: number): Promise<void> => new Promise((done) => setTimeout(done, forMs));

if (values.handle !== undefined) {
  const broker = new Broker(values.handle, console.error);
  broker.subscribe(policy("other"), async ({ payload }) => process.send?.(sinceMs(payload)));
  process.send?.("ready");
} else {
  await measure();
}

async function measure(): Promise<void> {
  const root = process.cwd();
  const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
  execFileSync("taskset", ["-p", "-c", "0", String(process.pid)], { stdio: "ignore" });
  const lines: string[] = ["| idle | messages | p50 | p99 | worst |", "|---|---|---|---|---|"];
  await withDatabases(root, readSettings(root, { LOBBY_DATA_DIR: dataDir }), async (databases) => {
    // PostgreSQL was started on core 0; from here on this process has the other one.
    execFileSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
    const database = pubsubDatabase(root);
    await databases.migrate(root, [database]);
    const url = databases.url("runtime", database.name);
    const broker = new Broker(url, console.error);
    const own: number[] = [];
    let handled = 0;
    broker.subscribe(policy("own"), async ({ payload }) => own.push(sinceMs(payload)));
    broker.subscribe(policy("burst"), async () => (handled += 1));
    const others: number[] = [];
    const child = fork(process.argv[1] ?? "", ["--handle", url]);
    await new Promise<void>((ready) =>
      child.on("message", (message) => (message === "ready" ? ready() : others.push(Number(message)))),
    );
    await pause(1000);
    for (const queue of ["own", "other"]) {
      for (let i = 0; i < Number(values.messages); i++) {
        await publish(broker, queue);
        await pause(10 + Math.random() * 20);
      }
    }
    await pause(500);
    for (const [name, times] of [
      ["in the publishing process", own],
      ["in another process", others],
    ] as const) {
      const kept = times.slice(Math.floor(times.length / 10));
      const figures = [0.5, 0.99, 1].map((p) => `${ms(quantile(kept, p))} ms`);
      lines.push(`| ${name} | ${times.length} | ${figures.join(" | ")} |`);
    }
    const began = performance.now();
    await Promise.all(Array.from({ length: Number(values.burst) }, () => publish(broker, "burst")));
    while (handled < Number(values.burst)) await pause(1);
    const perSecond = (Number(values.burst) * 1000) / (performance.now() - began);
    lines.push("", `Busy: ${values.burst} messages published at once and handled, ${perSecond.toFixed(0)} messages/s.`);
    child.kill();
    await broker.drain();
    await broker.close();
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
