import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectManyLives } from "../../testing/session-life";
import type { Machine } from "../../testing/session-world";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Among the node_modules, so that the broken machines find their packages. */
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(here, "../../../node_modules/.session-mutants-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Ways to break the machine: in which file, what, and what stands there instead. */
const MUTANTS: [name: string, file: string, from: string, to: string][] = [
  ["the cursor runs ahead of a page", "deliver.ts", "goLive(after, upTo,", "goLive(after, upTo + 1,"],
  ["a page that ends short of the head ends the replay", "deliver.ts", "if (upTo < event.head)", "if (upTo < 0)"],
  ["a publication behind a hole is sent", "deliver.ts", "from > session.cursor || ", ""],
  ["a publication that begins with a repeat is sent", "deliver.ts", " || firstSeq <= session.cursor", ""],
  [
    "a run that was cut moves the cursor to its end",
    "deliver.ts",
    "sends[count - 1]?.frame.seq ?? session.cursor",
    "upTo",
  ],
  [
    "a run that was cut does not move the cursor",
    "deliver.ts",
    "sends[count - 1]?.frame.seq ?? session.cursor",
    "session.cursor",
  ],
  ["who lags never reads on", "deliver.ts", "const isReady = isDrained &&", "const isReady = false &&"],
  ["a page for an earlier cursor is sent", "step.ts", "event.after === session.cursor &&", ""],
  [
    "a session that lags takes publications",
    "step.ts",
    'session.phase === "live" ? publish(session,',
    "true ? publish(session as never,",
  ],
  [
    "retention during a replay leaves a hole",
    "deliver.ts",
    "if (event.keptAfter > session.cursor)",
    "if (event.keptAfter < 0)",
  ],
  ["a cursor that retention has passed is continued", "begin.ts", "lastSeq < opened.keptAfter)", "lastSeq < 0)"],
  [
    "a client that comes back is live at once",
    "begin.ts",
    "if (lastSeq === undefined) return",
    "if (lastSeq !== 0) return",
  ],
  [
    "a ping promises what was not sent",
    "step.ts",
    'next.phase === "live" ? Math.max(next.cursor, seq) : next.cursor',
    "Math.max(next.cursor, seq)",
  ],
  [
    "the window has no end",
    "flow.ts",
    "if (taken.window.bytes > WINDOW_BYTES) return",
    "if (taken.window.bytes < 0) return",
  ],
  [
    "an acknowledgement frees what came after it",
    "flow.ts",
    "if (seq >= window.filling.seq) return",
    "if (seq >= 0) return",
  ],
  ["what was never sent can be acknowledged", "hear.ts", "if (seq > cursor) return", "if (seq < 0) return"],
  [
    "rights that shrink change nothing",
    "login.ts",
    "if (audience.key === session.audience.key) return",
    "if (audience.key !== '') return",
  ],
  [
    "rights that change do not stop delivery",
    "moves.ts",
    'because === "rights" ? [{ do: "unfollow" }, opening] : [opening]',
    "[opening]",
  ],
  [
    "a login that ended by time goes on being served",
    "login.ts",
    'effects: [{ do: "unfollow" }, send(authFrame(session.login, now, true))]',
    "effects: []",
  ],
  ["a renewed login begins at the head", "login.ts", "isSame ? catchUp(next, next.cursor)", "isSame ? goOnLive(next)"],
];

/** The machine with one mutation, or as it is. */
async function machineWith(file?: string, from = "", to = ""): Promise<Machine> {
  let applied = 0;
  const mutate: Plugin = {
    name: "mutate",
    setup(bundler) {
      bundler.onLoad({ filter: /domain\/session\/\w+\.ts$/ }, ({ path: loaded }) => {
        const source = readFileSync(loaded, "utf8");
        if (path.basename(loaded) !== file) return { contents: source, loader: "ts" };
        applied = source.split(from).length - 1;
        return { contents: source.replace(from, () => to) + HELPERS, loader: "ts" };
      });
    },
  };
  const outfile = path.join(dir, `${Math.random()}.mjs`);
  const contents = `export { step } from "./step"; export { newSession } from "./state";`;
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    plugins: [mutate],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
  });
  expect(applied, `${from} stands once in ${file ?? "none"}`).toBe(file === undefined ? 0 : 1);
  return (await import(pathToFileURL(outfile).href)) as Machine;
}

/** What a mutation may call that the machine has no use for. */
const HELPERS = `
function goOnLive(session: any): any {
  return { session: { ...session, phase: "live", cursor: session.cursor }, effects: [{ do: "follow", audience: session.audience }] };
}`;

/** The same lives for all: what one mutant survives by chance today it survives tomorrow. */
const LIVES = { seed: 20_261_120, numRuns: 400, endOnFailure: true };

test("the machine as it is survives", { timeout: 60_000 }, async () => {
  const machine = await machineWith();
  expect(() => expectManyLives(machine, LIVES)).not.toThrow();
});

test.each(MUTANTS)("caught: %s", { timeout: 60_000 }, async (_name, file, from, to) => {
  const mutant = await machineWith(file, from, to);
  expect(() => expectManyLives(mutant, LIVES)).toThrow(/Property failed/);
});
