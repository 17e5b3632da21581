import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { commandOf, descendants } from "../host/server.mjs";
import type { Server } from "../lib/lobby.mjs";

/** Seconds of processor time. Hardly touched by what else the machine does, unlike times of the clock. */
export interface Used {
  /** Lobby's process. */
  lobby: number;
  /** The connections of PostgreSQL that serve the path: the relay's, the topic's and the log's. */
  path: number;
  /** All of PostgreSQL: the path, the writers, and what it does by itself, such as vacuum. */
  postgres: number;
}

/** The name of connections that are the suite's own, for PostgreSQL. */
export const OWN = "publish-path";

/** Used since the processes started, those of ended connections included. */
export async function processorTime(server: Server, realtime: Client): Promise<Used> {
  const all = [server.pid, ...descendants(server.pid)];
  const lobby = all.filter((pid) => commandOf(pid).includes("main.mjs"));
  const postgres = all.filter((pid) => commandOf(pid).includes("postgres"));
  const { rows } = await realtime.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND application_name <> $1 AND datname ~ '_(finance|realtime|pubsub)$'`,
    [OWN],
  );
  return {
    lobby: sum(lobby.map(secondsOf)),
    path: sum(rows.map(({ pid }) => secondsOf(pid))),
    postgres: sum(postgres.map(secondsOf)) + sum(postgres.map(reapedBy)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Of all its threads, as far as they live. */
export function secondsOf(pid: number): number {
  const [, , , , , , , , , , , user = 0, system = 0] = statOf(pid);
  return (user + system) / 100;
}

/** Of its children that have ended. */
function reapedBy(pid: number): number {
  const [, , , , , , , , , , , , , user = 0, system = 0] = statOf(pid);
  return (user + system) / 100;
}

/** Numbers of /proc/PID/stat from the state on, in ticks of 10 ms; none when it has ended. */
function statOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ").map(Number);
  } catch {
    return [];
  }
}
