import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RuntimeConfig } from "../../runtime/config";
import { findRun, requestRun, withdrawRun } from "./requests";
import { type Due, lastRuns, type Outcome, RunStore } from "./run-store";
import { readSchedule } from "./schedule";
import { Scheduler } from "./scheduler";

const config = JSON.parse(readFileSync(process.env["LOBBY_RUNTIME"] ?? "", "utf8")) as RuntimeConfig;
const url = config.pubsub?.url ?? "";
const [sql, watcher] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
await Promise.all([sql.connect(), watcher.connect()]);

const three = Date.parse("2030-05-01T03:00:00Z");
const minute = 60_000;

let stores: RunStore[] = [];
let errors: unknown[] = [];
let ran: string[] = [];

beforeEach(async () => {
  [stores, errors, ran] = [[], [], []];
  await sql.query("delete from cron_run");
});
afterEach(async () => {
  for (const store of stores) await store.close();
  expect(errors).toEqual([]);
});

/** A process whose crons have been looked after since `since`. */
async function aProcess(
  name: string,
  jobs: Record<string, string>,
  since: number,
  run: (due: Due) => Promise<Outcome> = async () => ({ code: "ok" }),
): Promise<Scheduler> {
  const store = new RunStore(url, () => {});
  stores.push(store);
  const scheduled = Object.entries(jobs).map(async ([id, text]) => ({ id, schedule: await readSchedule(text) }));
  return new Scheduler(
    {
      jobs: await Promise.all(scheduled),
      store,
      run: (due) => {
        ran.push(`${name}: ${due.job} ${due.dueAt.toISOString().slice(11, 16)}`);
        return run(due);
      },
      onError: (error) => errors.push(error),
    },
    since,
  );
}

/** What ran, whoever ran it. */
const runs = () => ran.map((text) => text.slice(text.indexOf(" ") + 1)).sort();

async function settled(...processes: Scheduler[]): Promise<void> {
  for (const process of processes) process.stop();
  for (const process of processes) await process.drain();
}

const jobs = { hourly: "every:60", nightly: "schedule:0 3 * * *", never: "schedule:0 0 31 2 *" };

test("several processes, one run per job and due time", async () => {
  const processes = await Promise.all(["a", "b", "c"].map((name) => aProcess(name, jobs, three - minute)));
  for (let at = three; at <= three + 120 * minute; at += minute)
    await Promise.all(processes.map((process) => process.tick(at + Math.random() * 1_000)));
  await settled(...processes);
  expect(runs()).toEqual(["hourly 03:00", "hourly 04:00", "hourly 05:00", "nightly 03:00"]);
});

test("what was due before the start is not made up, and what is due later runs at its time", async () => {
  const process = await aProcess("a", jobs, three + 1);
  await process.tick(three + minute);
  await process.tick(three + 60 * minute - 1);
  expect(runs()).toEqual([]);
  await process.tick(three + 60 * minute);
  await settled(process);
  expect(runs()).toEqual(["hourly 04:00"]);
});

test("a process that was held up takes what became due meanwhile, but nothing older than five minutes", async () => {
  const process = await aProcess("a", { each: "every:1" }, three);
  await process.tick(three + 60 * minute);
  await settled(process);
  expect(runs()).toEqual(["each 03:56", "each 03:57", "each 03:58", "each 03:59", "each 04:00"]);
});

test("a run whose process died is not repeated", async () => {
  const dying = await aProcess("dying", jobs, three - minute, () => new Promise(() => {}));
  await dying.tick(three);
  const other = await aProcess("other", jobs, three - minute);
  await other.tick(three);
  await settled(other);
  expect(ran).toEqual(["dying: hourly 03:00", "dying: nightly 03:00"]);
  expect(await lastRuns(sql)).toMatchObject([
    { job: "hourly", finishedAt: null, code: null },
    { job: "nightly", finishedAt: null, code: null },
  ]);
});

test("when the connection is lost nothing runs; what is due runs at the next look", async () => {
  const process = await aProcess("a", { hourly: "every:60" }, three - minute);
  await sql.query("begin");
  await sql.query("lock table cron_run in access exclusive mode");
  const lost = process.tick(three);
  await vi.waitFor(async () => {
    const waiting = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'lobby cron' and datname = current_database() and wait_event_type = 'Lock'`;
    expect((await watcher.query(waiting)).rowCount).toBe(1);
  });
  await lost;
  await sql.query("commit");
  expect([runs(), errors.length]).toEqual([[], 1]);
  errors = [];
  await process.tick(three + minute);
  await process.tick(three + 2 * minute);
  await settled(process);
  expect(runs()).toEqual(["hourly 03:00"]);
});

test("a look during an earlier one that has not ended is made up for at once", async () => {
  const process = await aProcess("a", { hourly: "every:60" }, three - minute);
  // A timer may fire some milliseconds before its time.
  const [early, punctual] = [process.tick(three - 2), process.tick(three)];
  await Promise.all([early, punctual]);
  await settled(process);
  expect(runs()).toEqual(["hourly 03:00"]);
});

test("the outcome is kept, old runs are forgotten", async () => {
  const outcomes: Outcome[] = [{ code: "ok" }, { code: "internal", error: "boom" }];
  const process = await aProcess("a", { daily: "every:1440" }, three, async () => outcomes.shift() ?? { code: "ok" });
  const midnight = Date.parse("2030-05-02T00:00:00Z");
  await process.tick(midnight);
  await vi.waitFor(async () => expect(await lastRuns(sql)).toMatchObject([{ code: "ok", error: null }]));
  await process.tick(midnight + 8 * 24 * 60 * minute);
  await settled(process);
  expect(await lastRuns(sql)).toMatchObject([{ job: "daily", code: "internal", error: "boom" }]);
  expect((await sql.query("select from cron_run")).rowCount).toBe(1);
});

test("drain waits for the running jobs; after stop nothing is taken", async () => {
  let finish = (_outcome: Outcome) => {};
  const hourly = { hourly: "every:60" };
  const process = await aProcess("a", hourly, three - minute, () => new Promise((resolve) => (finish = resolve)));
  await process.tick(three);
  process.stop();
  await process.tick(three + 60 * minute);
  let isDrained = false;
  const drained = process.drain().then(() => (isDrained = true));
  await sql.query("select 1");
  expect([isDrained, runs()]).toEqual([false, ["hourly 03:00"]]);
  finish({ code: "ok" });
  await drained;
});

test("a run that somebody asks for is taken by one process at its next look; after that it cannot be taken back", async () => {
  const processes = await Promise.all(["a", "b"].map((name) => aProcess(name, { hourly: "every:60" }, three)));
  const dueAt = await requestRun(sql, "hourly");
  await requestRun(sql, "job of another application");
  await Promise.all(processes.map((process) => process.tick(three + minute)));
  await settled(...processes);
  expect(ran).toHaveLength(1);
  expect(await findRun(sql, "hourly", dueAt)).toMatchObject({ code: "ok", startedAt: expect.any(Date) });
  expect(await withdrawRun(sql, "hourly", dueAt)).toBe(false);
});

test("a run that nobody has taken can be taken back", async () => {
  const dueAt = await requestRun(sql, "hourly");
  expect(await withdrawRun(sql, "hourly", dueAt)).toBe(true);
  const process = await aProcess("a", { hourly: "every:60" }, three);
  await process.tick(three + minute);
  await settled(process);
  expect(ran).toEqual([]);
});

test("a run that was asked for long ago, by somebody who no longer waits, is not taken", async () => {
  await requestRun(sql, "hourly");
  await sql.query("update cron_run set due_at = due_at - interval '6 minutes'");
  const process = await aProcess("a", { hourly: "every:60" }, three);
  await process.tick(three + minute);
  await settled(process);
  expect(ran).toEqual([]);
});
