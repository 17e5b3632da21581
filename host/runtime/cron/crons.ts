import { inspect } from "node:util";
import type { Cron } from "../../model/app";
import { type Due, type Outcome, RunStore } from "../../services/cron/run-store";
import { readSchedule } from "../../services/cron/schedule";
import { type ScheduledJob, Scheduler } from "../../services/cron/scheduler";
import type { AccessLog } from "../access-log";
import type { RuntimeContext } from "../context";
import type { Endpoints } from "../endpoints";
import type { HostLog } from "../logger/host-log";
import { callJob } from "./call-job";

/** Fires the application's crons until the process ends. Without a place to keep their runs, as in tests, none fires. */
export async function startCrons(context: RuntimeContext, endpoints: Endpoints, accessLog: AccessLog): Promise<void> {
  const { app, config, log, metrics, lifecycle } = context;
  if (config.cron === undefined || app.crons.length === 0 || lifecycle.stopping) return;
  const jobs = await scheduledJobs(app.crons, log);
  const crons = new Map(app.crons.map((cron) => [cron.id, cron]));
  const onError = (error: unknown) =>
    log.write("error", "the runs of crons cannot be recorded; trying again", { error: inspect(error) });
  const store = new RunStore(config.cron.url, onError);
  const run = async (due: Due): Promise<Outcome> => {
    const began = performance.now();
    const outcome = await callJob(crons.get(due.job)!, due, endpoints, accessLog);
    metrics.cronRuns.add({ cron: due.job, code: outcome.code });
    logRun(log, due, outcome, performance.now() - began);
    return outcome;
  };
  const scheduler = new Scheduler({ jobs, store, run, onError }, Date.now());
  scheduler.start();
  lifecycle.onShutdown("intake", async () => scheduler.stop());
  lifecycle.onShutdown("drain", () => scheduler.drain());
  lifecycle.onShutdown("close", () => store.close());
}

/** A schedule that can never be due is said once, and keeps the others from nothing. */
async function scheduledJobs(crons: Cron[], log: HostLog): Promise<ScheduledJob[]> {
  const jobs: ScheduledJob[] = [];
  for (const { id, schedule } of crons) {
    try {
      jobs.push({ id, schedule: await readSchedule(schedule) });
    } catch (error) {
      log.write("error", "this cron never fires", { cron: id, schedule, error: (error as Error).message });
    }
  }
  return jobs;
}

function logRun(log: HostLog, due: Due, { code, error }: Outcome, ms: number): void {
  const fields = { cron: due.job, due: due.dueAt.toISOString(), code, duration: Math.round(ms * 100) / 100 };
  if (code === "ok") log.write("info", "cron ran", fields);
  else log.write("error", "cron failed", { ...fields, error });
}
