/**
 * The real stream beside what people would use instead: a whole Lobby (application on core 0; PostgreSQL with fsync, the load client and
 * this process on core 1), real logins and handshakes, events through the real log. Parts: fan-out, replay, idle, storm.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { markdown, type Finding } from "../host/figures.mjs";
import { provenance } from "../lib/provenance.mjs";
import { FAN_OUT_RIVALS, measureCompressed, measureFanOut, measureManySubscribers } from "./fan-out.mjs";
import { measureIdle } from "./idle.mjs";
import { measureComingBack, measureLongAbsence } from "./replay.mjs";
import { measureStorm } from "./storm.mjs";
import { sampleEvent } from "./sample.mjs";
import { Product } from "./product.mjs";
import { prepareRivals } from "./rivals.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "fan-out,replay,idle,storm" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
    /** Of the fan-out; "none" measures Lobby alone. */
    rivals: { type: "string", default: FAN_OUT_RIVALS.join(",") },
    /** Share of the clients and of the long log, to try the suite out. */
    scale: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
const parts = values.only.split(",");
const [rounds, seconds, scale] = [Number(values.rounds), Number(values.seconds), Number(values.scale)];
const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
const findings: Finding[] = [];
/** After each part, so that a run that is cut keeps what it has. */
function writeReport(): void {
  if (values.out === undefined) return;
  const out = path.join("bench", "results", values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.md"), `# The stream beside others\n\n${findings.map(markdown).join("\n\n")}\n`);
  const facts = { suite: "stream", options: values, ...provenance() };
  writeFileSync(path.join(out, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
}

/** What cannot be measured says why, and the rest is measured all the same. */
async function measure(part: string, title: string, work: () => Promise<Finding>): Promise<void> {
  if (!parts.includes(part)) return;
  const finding = await work().catch((error: unknown): Finding => {
    return { title, lines: [`Not measured: ${String(error)}`], verdicts: [] };
  });
  findings.push(finding);
  console.log(`\n${markdown(finding)}`);
  writeReport();
}

execFileSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
await prepareRivals();
const product = await Product.start();
try {
  const like = await sampleEvent(product);
  const rivals = FAN_OUT_RIVALS.filter((name) => values.rivals.split(",").includes(name));
  const options = { product, like, rounds, seconds, rivals };
  await measure("fan-out", "Fan-out", () => measureFanOut(options, scaled(1000)));
  await measure("fan-out", "Fan-out with compression", () => measureCompressed(options, scaled(1000)));
  await measure("fan-out", "Fan-out to many", () => measureManySubscribers(options, scaled(5000)));
  await measure("replay", "Replay", () => measureComingBack(product, like, scaled(5000), rounds));
  await measure("replay", "Replay of a long absence", () => measureLongAbsence(product, scaled(1_000_000)));
  // A process that has served replays holds memory that connections then fill.
  if (parts.includes("idle") && parts.some((part) => part === "fan-out" || part === "replay")) {
    await product.kill();
    await product.boot();
  }
  await measure("idle", "Idle", () => measureIdle(product, scaled(10_000), 10));
  await measure("storm", "Storm", () => measureStorm(product, like, scaled(5000)));
} finally {
  await product.stop();
}
