import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Application } from "./application-process";
import { Keeper } from "./keeper";
import { freePort } from "./postgres/cluster-files";

let dir: string;
let port: number;
let keeper: Keeper;
let reports: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "lobby-keeper-"));
  port = await freePort();
  reports = [];
  keeper = new Keeper({
    host: "127.0.0.1",
    port,
    readyPath: "/",
    restarts: true,
    report: (text) => void reports.push(text),
  });
});
afterEach(async () => {
  await keeper.end();
  rmSync(dir, { recursive: true });
});

/** An application that serves once it has written `<name>.started`, and then does what `more` says; `when` awaits a file. */
function application(name: string, more: string): Application {
  const main = join(dir, `${name}.mjs`);
  writeFileSync(
    main,
    `import { existsSync, rmSync, writeFileSync } from "node:fs";
     import { createServer } from "node:http";
     import { spawn } from "node:child_process";
     process.on("disconnect", () => process.exit());
     const when = (file, then) => {
       const poll = setInterval(() => { if (existsSync(file)) { clearInterval(poll); then(); } }, 2);
     };
     writeFileSync("${name}.started", String(process.pid));
     createServer((_request, response) => response.end()).listen(${port}, "127.0.0.1");
     ${more}`,
  );
  return { root: dir, main, native: "", runtimeFile: "", isProduction: false, shutdownMs: 20_000 };
}

const say = (file: string) => writeFileSync(join(dir, file), "");
const said = (file: string) => vi.waitUntil(() => existsSync(join(dir, file)), { timeout: 20_000, interval: 5 });
const pidOf = (name: string) => Number(readFileSync(join(dir, `${name}.started`), "utf8"));
const isGone = (pid: number) => vi.waitUntil(() => !runs(pid), { timeout: 20_000 });

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const draining = `process.on("SIGTERM", () => {
  writeFileSync("draining", "");
  when("drained", () => { writeFileSync("left in order", ""); process.exit(); });
});`;

test("an end while the old process drains for its successor waits for it, and starts no successor", async () => {
  expect(await keeper.replace(application("old", draining))).toBe(true);
  const replaced = keeper.replace(application("new", ""));
  await said("draining");
  const ended = keeper.end();
  say("drained");
  expect(await replaced).toBe(false);
  expect(await ended).toBe(0);
  expect([existsSync(join(dir, "left in order")), existsSync(join(dir, "new.started"))]).toEqual([true, false]);
});

test("an end that is asked for again does not wait for what drains", async () => {
  await keeper.replace(application("old", draining));
  const ended = keeper.end();
  await said("draining");
  await keeper.end();
  expect(await ended).toBe(1);
  expect(existsSync(join(dir, "left in order"))).toBe(false);
});

test("a process that says that it exceeded its budget makes the exit code 1", async () => {
  await keeper.replace(application("late", `process.on("SIGTERM", () => process.exit(1));`));
  expect(await keeper.end()).toBe(1);
});

test("a process that had not come so far as to listen for the signal is no failure", async () => {
  await keeper.replace(application("early", ""));
  expect(await keeper.end()).toBe(0);
});

test("a process that has ended by itself, but is not reported yet, does not come back beside its successor", async () => {
  // What it started keeps its output open, and the report back.
  const wait = `const { existsSync } = require("node:fs"); setInterval(() => existsSync("free") && process.exit(), 2)`;
  const leaving = `when("leave", () => {
    spawn(process.execPath, ["-e", ${JSON.stringify(wait)}], { stdio: "inherit", detached: true }).unref();
    process.exit(1);
  });`;
  await keeper.replace(application("old", leaving));
  say("leave");
  await isGone(pidOf("old"));
  const replaced = keeper.replace(application("new", ""));
  say("free");
  expect(await replaced).toBe(true);
  expect(reports).toEqual([]);
});

test("a process that follows another one knows that the person at the terminal has been greeted", async () => {
  const tell = `writeFileSync("greeted", process.env.LOBBY_GREETED ?? "no");`;
  const greeted = () => readFileSync(join(dir, "greeted"), "utf8");
  await keeper.replace(application("old", tell));
  expect(greeted()).toBe("no");
  await keeper.replace(application("new", tell));
  expect(greeted()).toBe("1");
});

test("a process that ends by itself is started again", async () => {
  await keeper.replace(application("old", `when("leave", () => { rmSync("leave"); process.exit(1); });`));
  const first = pidOf("old");
  say("leave");
  await vi.waitUntil(() => ![0, first].includes(pidOf("old")), { timeout: 20_000 });
  expect(reports[0]).toContain("ended unexpectedly (exit code 1)");
});

test("a process that the system does not start is a crash, of which the reason is told", async () => {
  expect(await keeper.replace({ ...application("none", ""), root: join(dir, "gone") })).toBe(false);
  expect(reports).toEqual([expect.stringMatching(/ended unexpectedly \(exit code 1\)[^]*spawn .* ENOENT/)]);
});
