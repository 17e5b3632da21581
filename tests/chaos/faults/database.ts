import type { Client } from "pg";
import { setTimeout as pause } from "node:timers/promises";
import { type Database, DATABASES } from "../postgres";
import { type Fault, NotNow, type Scene } from "../scene";
import { lasting, seconds } from "./lasting";

/** What the relay of a service locks in its database (platform/relay-lock.ts). */
const RELAY_LOCK = 0x72656c61;

/** SIGKILL of PostgreSQL, and its start on the same data: it recovers from its log. */
export const killPostgres: Fault = async (scene, random) => {
  const ms = random.between(0, 2000);
  await scene.postgres.turns.take(async () => {
    await scene.postgres.end("SIGKILL");
    await lasting(scene, ms);
    await scene.postgres.start();
  });
  return `down for ${seconds(ms)} and the start`;
};

/** An orderly stop, and some seconds without a database. */
export const stopPostgres: Fault = async (scene, random) => {
  const ms = random.between(500, 5000);
  await scene.postgres.turns.take(async () => {
    await scene.postgres.end("in order");
    await lasting(scene, ms);
    await scene.postgres.start();
  });
  return `down for ${seconds(ms)} and the start`;
};

/** One of its processes dies: PostgreSQL ends all connections and recovers by itself. */
export const crashBackend: Fault = async (scene) =>
  untilDone(scene, "postgres", "a busy backend", async (admin) => {
    const { rows } = await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = ANY($1) AND backend_type = 'client backend'
       ORDER BY state = 'active' DESC, backend_start LIMIT 1`,
      [DATABASES],
    );
    const pid = rows[0]?.pid;
    if (pid === undefined) return null;
    process.kill(pid, "SIGKILL");
    return "";
  });

/** The connection that holds a relay's lock is ended: another relay takes over, or the same anew. */
export const endRelay: Fault = async (scene) =>
  untilDone(scene, "postgres", "a relay", async (admin) => {
    const { rows } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND granted`,
      [RELAY_LOCK],
    );
    return rows.length === 0 ? null : `${rows.length} of them`;
  });

/** The sequencer's connection is ended in the middle of a flush: it waits for a lock of ours just then. */
export const endSequencer: Fault = async (scene) =>
  untilDone(scene, "lobby_realtime", "a flush", async (admin) => {
    await admin.query("BEGIN");
    await admin.query("SELECT FROM organisation FOR UPDATE");
    let ended = 0;
    for (let tries = 0; ended === 0 && tries < 20; tries++) {
      await pause(50);
      // A transaction sees the same activity for ever otherwise.
      await admin.query("SELECT pg_stat_clear_snapshot()");
      const { rows } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'take_batches|append_to_log'`,
      );
      ended = rows.length;
    }
    await admin.query("ROLLBACK");
    return ended === 0 ? null : `${ended} of them`;
  });

/** All connections to one database end at once: pools, listeners, lock holders. */
export const endConnections: Fault = async (scene, random) => {
  const database = random.pick(DATABASES);
  return untilDone(scene, "postgres", "connections", async (admin) => {
    const { rows } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [database],
    );
    return rows.length === 0 ? null : `${rows.length} to ${database}`;
  });
};

/** Flushes find the organisations' rows locked for a while. */
export const lockOrganisations: Fault = async (scene, random) => {
  const ms = random.between(200, 3000);
  return untilDone(scene, "lobby_realtime", "organisations", async (admin) => {
    await admin.query("BEGIN");
    const { rowCount } = await admin.query("SELECT FROM organisation FOR UPDATE");
    await lasting(scene, ms);
    await admin.query("ROLLBACK");
    return rowCount === 0 ? null : seconds(ms);
  });
};

/** Everything may be down meanwhile, and slow to start. */
const TRY_MS = 90_000;

/** Does it as soon as it can be done (null: not yet), on connections that other faults may end under it. */
async function untilDone(
  scene: Scene,
  database: Database,
  what: string,
  work: (admin: Client) => Promise<string | null>,
): Promise<string> {
  for (const end = Date.now() + TRY_MS; Date.now() < end;) {
    const done = await scene.postgres.with(database, work).catch(() => null);
    if (done !== null) return done;
    await pause(50);
  }
  throw new NotNow(`there was not ${what} in ${seconds(TRY_MS)}`);
}
