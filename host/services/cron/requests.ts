import type { Client } from "pg";
import type { CronRun } from "./run-store";

/** Asks for a run beside the schedule: the next process that looks takes it, which is within a minute. Returns its due time. */
export async function requestRun(client: Client, job: string): Promise<Date> {
  const { rows } = await client.query<{ dueAt: Date }>(
    `insert into cron_run (job, due_at, started_at) values ($1, date_trunc('milliseconds', clock_timestamp()), null)
     returning due_at as "dueAt"`,
    [job],
  );
  return rows[0]!.dueAt;
}

export async function findRun(client: Client, job: string, dueAt: Date): Promise<CronRun | undefined> {
  const { rows } = await client.query<CronRun>(
    `select job, due_at as "dueAt", started_at as "startedAt", finished_at as "finishedAt", code, error
     from cron_run where job = $1 and due_at = $2`,
    [job, dueAt],
  );
  return rows[0];
}

/** Takes a request back; false when a process has the run already. */
export async function withdrawRun(client: Client, job: string, dueAt: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    "delete from cron_run where job = $1 and due_at = $2 and started_at is null",
    [job, dueAt],
  );
  return rowCount === 1;
}
