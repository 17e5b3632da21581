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
import { measureCompressed, measureFanOut, measureManySubscribers } from "./fan-out.mjs";
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
    /** Share of the clients and of the long log, to try the suite out. */
    scale: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
const parts = values.only.split(",");
const [rounds, seconds, scale] = [Number(values.rounds), Number(values.seconds), Number(values.scale)];
const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
const findings: Finding[] = [];
const show = (...found: Finding[]): void => {
  findings.push(...found);
  for (const finding of found) console.log(`\n${markdown(finding)}`);
};

execFileSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
await prepareRivals();
const product = await Product.start();
try {
  const like = await sampleEvent(product);
  if (parts.includes("fan-out")) {
    show(await measureFanOut({ product, like, rounds, seconds }, scaled(1000)));
    show(await measureCompressed({ product, like, rounds, seconds }, scaled(1000)));
    show(await measureManySubscribers({ product, like, rounds, seconds }, scaled(5000)));
  }
  if (parts.includes("replay")) {
    show(await measureComingBack(product, like, scaled(5000), rounds));
    show(await measureLongAbsence(product, scaled(1_000_000)));
  }
  if (parts.includes("idle")) show(await measureIdle(product, scaled(10_000), 10));
  if (parts.includes("storm")) show(await measureStorm(product, like, scaled(5000)));
} finally {
  await product.stop();
}
if (values.out !== undefined) {
  const out = path.join("bench", "results", values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "report.md"), `# The stream beside others\n\n${findings.map(markdown).join("\n\n")}\n`);
  const facts = { suite: "stream", options: values, ...provenance() };
  writeFileSync(path.join(out, "provenance.json"), `${JSON.stringify(facts, null, 2)}\n`);
}
