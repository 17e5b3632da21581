import { readFileSync } from "node:fs";
import type { Client } from "pg";
import type { Server } from "../lib/lobby.mjs";

/** Seconds of processor time since their start. Hardly touched by what else the machine does, unlike times of the clock. */
export interface Used {
  /** Lobby's process. */
  lobby: number;
  /** The connections of PostgreSQL that serve the path: the relay's, the topic's and the log's; not the writers'. */
  postgres: number;
}

export async function processorTime(server: Server, realtime: Client): Promise<Used> {
  const metrics = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
  const lobby = /^process_cpu_seconds_total ([\d.]+)/m.exec(metrics)?.[1];
  if (lobby === undefined) throw new Error("/metrics has no process_cpu_seconds_total");
  const { rows } = await realtime.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity a WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND (
       datname IN (current_database(), replace(current_database(), 'realtime', '_pubsub'))
       OR EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND locktype = 'advisory' AND granted))`,
  );
  let postgres = 0;
  for (const { pid } of rows) postgres += secondsOf(pid);
  return { lobby: Number(lobby), postgres };
}

function secondsOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e9;
  } catch {
    return 0;
  }
}
