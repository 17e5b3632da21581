import type { Due, Outcome, RunStore } from "./run-store";
import type { Schedule } from "./schedule";

const minuteMs = 60_000;
/** A due time is still taken so long after it: the database was away for a moment, or this process was held up. */
const graceMs = 5 * minuteMs;

export interface ScheduledJob {
  id: string;
  schedule: Schedule;
}

export interface SchedulerOptions {
  jobs: ScheduledJob[];
  store: RunStore;
  /** Runs a job once; rejections are defects. */
  run: (due: Due) => Promise<Outcome>;
  /** Hears that the store could not be reached; due times are tried again within the grace. */
  onError: (error: unknown) => void;
}

/**
 * Looks once a minute which jobs are due, or asked for, and runs those that no other process has taken: at most once per due time.
 * Runs of one job may overlap when it takes longer than its interval. What was due before the start is not made up.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #running = new Set<Promise<void>>();
  /** Everything up to this time has been taken by somebody. */
  #takenUntil: number;
  /** The time of the last look, begun or waiting. */
  #now: number;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #isStopped = false;

  /** @param now milliseconds since 1970, UTC */
  constructor(options: SchedulerOptions, now: number) {
    this.#options = options;
    this.#takenUntil = now;
    this.#now = now;
  }

  /** Ticks from now on at every whole minute. */
  start(): void {
    const toNextMinute = minuteMs - (Date.now() % minuteMs);
    this.#timer = setTimeout(() => {
      void this.tick(Date.now());
      this.start();
    }, toNextMinute).unref();
  }

  /** Starts what has become due since the last look; resolves when that is settled, while the jobs run. */
  tick(now: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#now = now;
    return (this.#ticking ??= this.#look().finally(() => (this.#ticking = undefined)));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** After `stop`: resolves when the running jobs have ended. */
  async drain(): Promise<void> {
    await this.#ticking;
    await Promise.all(this.#running);
  }

  /** Timers fire some milliseconds early, and again at the minute: the second look must not be lost in the first. */
  async #look(): Promise<void> {
    let now: number;
    do {
      now = this.#now;
      try {
        await this.#take(now);
      } catch (error) {
        this.#options.onError(error);
      }
    } while (now !== this.#now && !this.#isStopped);
  }

  async #take(now: number): Promise<void> {
    const { jobs, store } = this.#options;
    const dues = duesBetween(jobs, Math.max(this.#takenUntil, now - graceMs), now);
    const taken = await store.claim(
      dues,
      jobs.map(({ id }) => id),
    );
    this.#takenUntil = now;
    for (const due of taken) {
      const run = this.#run(due).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  async #run(due: Due): Promise<void> {
    const { run, store, onError } = this.#options;
    try {
      await store.finish(due, await run(due));
    } catch (error) {
      onError(error);
    }
  }
}

/** Every job at every whole minute after `after` and up to `until` at which it is due. */
function duesBetween(jobs: ScheduledJob[], after: number, until: number): Due[] {
  const dues: Due[] = [];
  const first = (Math.floor(after / minuteMs) + 1) * minuteMs;
  for (let at = first; at <= until; at += minuteMs) {
    const dueAt = new Date(at);
    for (const { id, schedule } of jobs) if (schedule.includes(dueAt)) dues.push({ job: id, dueAt });
  }
  return dues;
}
