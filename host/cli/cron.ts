import type { Client } from "pg";
import type { Cron } from "../model/app";
import { findRun, requestRun, withdrawRun } from "../services/cron/requests";
import { type CronRun, lastRuns } from "../services/cron/run-store";
import { readSchedule } from "../services/cron/schedule";
import { withClient } from "../services/postgres/databases";
import { pubsubDatabase } from "../services/pubsub/database";
import { type Command, UsageError, UserError } from "./command";
import { readSettings } from "./settings";
import { withDatabases } from "./with-databases";

/** Every process looks once a minute. */
const takenWithinMs = 70_000;
const lookEveryMs = 500;

export const cron: Command = {
  summary:
    "Recurring jobs: when each is due and what came of its last run (list), or a run now (run), which a running server takes within a minute.",
  usage: "list|run <id>",
  async run({ home, root, source, rest, flags }) {
    const [what = "list", id, ...more] = rest;
    if ((what !== "list" || id !== undefined) && (what !== "run" || id === undefined || more.length > 0))
      throw new UsageError('lobby cron: say "list", or "run" and the id of a job.');
    const { crons } = await source.read();
    if (id !== undefined && !crons.some((job) => job.id === id))
      throw new UserError(`There is no cron "${id}". There are: ${crons.map((job) => job.id).join(", ") || "none"}.`);
    const database = pubsubDatabase(home);
    return withDatabases(home, readSettings(root, process.env, flags), async (databases) => {
      await databases.prepare(root, [database]);
      return withClient(databases.url("runtime", database.name), async (client) => {
        if (id !== undefined) return runNow(client, id);
        console.log(await listing(crons, await lastRuns(client)));
        return 0;
      });
    });
  },
};

async function listing(crons: Cron[], runs: CronRun[]): Promise<string> {
  if (crons.length === 0) return "No crons.";
  const lines = crons.map(async ({ id, title, schedule, endpoint }) => {
    const last = runs.find(({ job }) => job === id);
    return [
      `${id}  ${schedule.slice(schedule.indexOf(":") + 1)}${schedule.startsWith("every:") ? " min" : ""}  ${endpoint.service}.${endpoint.name}${title === id ? "" : `  ${title}`}`,
      `    next: ${await nextTime(schedule)}`,
      `    last: ${last ? `${last.dueAt.toISOString()}  ${outcomeOf(last)}` : "none"}`,
    ].join("\n");
  });
  return (await Promise.all(lines)).join("\n");
}

async function nextTime(schedule: string): Promise<string> {
  try {
    return (await readSchedule(schedule)).next(new Date())?.toISOString() ?? "never";
  } catch (error) {
    return `never: ${(error as Error).message}`;
  }
}

function outcomeOf({ startedAt, finishedAt, code, error }: CronRun): string {
  if (startedAt === null) return "asked for";
  if (finishedAt === null) return "under way, or its process ended";
  return `${code} after ${finishedAt.getTime() - startedAt.getTime()} ms${error === null ? "" : `: ${error}`}`;
}

async function runNow(client: Client, id: string): Promise<number> {
  const dueAt = await requestRun(client, id);
  console.error("Waiting for a running server to take it …");
  for (const until = Date.now() + takenWithinMs; ;) {
    const run = await findRun(client, id, dueAt);
    if (run?.finishedAt) {
      console.log(`${id}: ${outcomeOf(run)}`);
      return run.code === "ok" ? 0 : 1;
    }
    if (Date.now() > until && (await withdrawRun(client, id, dueAt)))
      throw new UserError(`No running server has taken ${id}. Is one running on this PostgreSQL?`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
