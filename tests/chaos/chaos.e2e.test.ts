import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../lib/server";
import { FAULT_KINDS } from "./faults/all";
import { textOf } from "./report";
import { runChaos } from "./run";
import { Stage } from "./stage";

/** `npm run test:chaos` gives ten minutes, or what its options say. */
const minutes = Number(process.env["CHAOS_MINUTES"] ?? 1);
const seed = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);
const settledWithinMs = 300_000;

/** What happened when, and where something is wrong what the servers printed. */
const dir = path.join(root, ".lobby/chaos", String(seed));
const say = (line: string): void => appendFileSync(path.join(dir, "run.log"), `${new Date().toISOString()} ${line}\n`);

let stage: Stage;
beforeAll(async () => {
  mkdirSync(dir, { recursive: true });
  stage = await Stage.build();
});
afterAll(() => stage.close());

test(
  `seed ${seed}, ${minutes} min: whatever dies, every client sees exactly the log of its audience, and nothing acknowledged is missing`,
  { timeout: minutes * 60_000 + settledWithinMs },
  async () => {
    const report = await runChaos(stage, { seed, minutes, say });
    console.log(textOf(report));
    say(textOf(report));
    const isUnexplained = report.followers.some(({ errors }) =>
      [...errors.keys()].some((why) => why.startsWith("500")),
    );
    if (report.problems.length > 0 || isUnexplained)
      for (const place of stage.places) writeFileSync(path.join(dir, `${place.name}.log`), place.output());
    expect(report.problems).toEqual([]);
    expect(new Set(report.injected.map((fault) => fault.kind)).size).toBe(FAULT_KINDS.length);
    const connections = report.followers.reduce((sum, follower) => sum + follower.connections, 0);
    expect(connections, "clients had to come back").toBeGreaterThan(2 * report.followers.length);
  },
);
