import { type Client, Pool } from "pg";

/** One run of a job that is due. */
export interface Due {
  job: string;
  /** A whole minute, unless somebody asked for the run. Together with the job it names the run. */
  dueAt: Date;
}

/** What came of a run. */
export interface Outcome {
  /** `ok`, or the code of the error. */
  code: string;
  error?: string;
}

/** A run as it is kept: without `startedAt` it is asked for; without `finishedAt` it is under way, or its process died. */
export interface CronRun extends Due {
  startedAt: Date | null;
  finishedAt: Date | null;
  code: string | null;
  error: string | null;
}

/** Runs are kept for a week, the last one of each job for good. */
const keptDays = 7;
/** Whoever asked for a run has long gone, without taking the wish back: it must not run out of the blue. */
const askedMinutes = 5;

/** Which runs have begun, for all processes on one PostgreSQL. */
export class RunStore {
  readonly #pool: Pool;

  /** Connections are opened when needed and closed soon after; `onError` hears of idle ones that break. */
  constructor(url: string, onError: (error: Error) => void) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: "lobby cron",
      max: 2,
      connectionTimeoutMillis: 10_000,
    }).on("error", onError);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /**
   * Takes runs for the caller: those of `dues` that nobody had taken, and those of `jobs` that somebody has just asked for. Whoever
   * takes a run and dies leaves it taken.
   */
  async claim(dues: Due[], jobs: string[]): Promise<Due[]> {
    const { rows } = await this.#pool.query<Due>(
      `with due as (
         insert into cron_run (job, due_at)
         select job, due_at from unnest($1::text[], $2::timestamptz[]) as due (job, due_at) order by job, due_at
         on conflict do nothing
         returning job, due_at
       ), wanted as (
         select job, due_at from cron_run
         where started_at is null and job = any($3) and due_at > clock_timestamp() - $4 * interval '1 minute'
         for update skip locked
       ), asked as (
         update cron_run set started_at = clock_timestamp() from wanted
         where cron_run.job = wanted.job and cron_run.due_at = wanted.due_at
         returning cron_run.job, cron_run.due_at
       )
       select job, due_at as "dueAt" from due union all select job, due_at from asked`,
      [dues.map((due) => due.job), dues.map((due) => due.dueAt), jobs, askedMinutes],
    );
    return rows;
  }

  /** Keeps what came of a run, and forgets old ones of the same job. */
  async finish({ job, dueAt }: Due, { code, error }: Outcome): Promise<void> {
    await this.#pool.query(
      `with forgotten as (
         delete from cron_run where job = $1 and due_at < $2::timestamptz - $5 * interval '1 day'
       )
       update cron_run set finished_at = clock_timestamp(), code = $3, error = $4 where job = $1 and due_at = $2`,
      [job, dueAt, code, error ?? null, keptDays],
    );
  }
}

/** The last run of each job. */
export async function lastRuns(client: Pick<Client, "query">): Promise<CronRun[]> {
  const { rows } = await client.query<CronRun>(
    `select distinct on (job) job, due_at as "dueAt", started_at as "startedAt", finished_at as "finishedAt", code, error
     from cron_run order by job, due_at desc`,
  );
  return rows;
}
