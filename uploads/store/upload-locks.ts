import { Client } from "pg";
import { connectionString } from "./db";

/** "uplo" in ASCII; with the file's id the key of its lock. */
const LOCK_KEY = 0x75706c6f;
const CHANNEL = "upload_release";
const ASK_AGAIN_MS = 50;
/** A process that says nothing for so long has lost its locks; a living one says something three times in that time. */
const SILENT_MS = 60_000;

interface Holding {
  /** Somebody else wants to write: come to an end. */
  ask: () => void;
  released: Promise<void>;
  release: () => void;
  /** False while it still waits for another process. */
  isOurs: boolean;
}

/**
 * One writer per upload over all processes, by advisory locks of one connection per process: when a process dies, PostgreSQL frees what
 * it held. Whoever comes later asks the holder to come to an end, and takes over. The locks keep order; what keeps bytes from being
 * mixed is PartWriter's check of where the file ends.
 */
export class UploadLocks {
  readonly #held = new Map<string, Holding>();
  #client: Promise<Client> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Takes the lock; false when the holder did not come to an end in `waitMs`. `ask` is called when somebody else wants it. */
  async take(id: string, ask: () => void, waitMs: number): Promise<boolean> {
    const deadline = performance.now() + waitMs;
    for (let holding = this.#held.get(id); holding !== undefined; holding = this.#held.get(id)) {
      holding.ask();
      if (performance.now() > deadline) return false;
      await Promise.race([holding.released, pause(ASK_AGAIN_MS)]);
    }
    // Ours among the requests of this process from here on; then among the processes.
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const holding: Holding = { ask, released, release, isOurs: false };
    this.#held.set(id, holding);
    try {
      while (!(await this.#tryLock(id))) {
        if (performance.now() > deadline) return this.#forget(id);
        await this.#query(`SELECT pg_notify('${CHANNEL}', $1)::text`, [id]);
        await pause(ASK_AGAIN_MS);
      }
      holding.isOurs = true;
      return true;
    } catch (err) {
      this.#forget(id);
      throw err;
    }
  }

  async release(id: string): Promise<void> {
    if (!this.#held.has(id)) return;
    try {
      await this.#query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_KEY, id]);
    } finally {
      this.#forget(id);
    }
  }

  /** Gives all locks back by closing the connection. */
  async stop(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    await client?.end();
  }

  /** Every process hears of the wish, also the one that has it: only who holds the lock is asked. */
  #askHolder(id: string): void {
    const holding = this.#held.get(id);
    if (holding?.isOurs === true) holding.ask();
  }

  #forget(id: string): false {
    this.#held.get(id)?.release();
    this.#held.delete(id);
    return false;
  }

  async #tryLock(id: string): Promise<boolean> {
    const rows = await this.#query("SELECT pg_try_advisory_lock($1, hashtext($2)) AS got", [LOCK_KEY, id]);
    return rows[0]?.got === true;
  }

  /** One statement after another: pg does not want to line them up itself. */
  #query(text: string, values: unknown[]): Promise<{ got?: boolean }[]> {
    const answer = this.#last.then(async () => {
      const client = await (this.#client ??= this.#connect());
      return (await client.query<{ got?: boolean }>(text, values)).rows;
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 30_000,
    });
    const lost = (): void => {
      this.#client = null;
      // Another process may hold them by now.
      for (const { ask } of this.#held.values()) ask();
    };
    client.on("notification", ({ payload = "" }) => this.#askHolder(payload));
    client.on("error", () => {});
    client.on("end", lost);
    try {
      await client.connect();
      await client.query(`SET idle_session_timeout = '${SILENT_MS}ms'`);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (err) {
      this.#client = null;
      throw err;
    }
    const beat = setInterval(() => void this.#query("SELECT 1", []).catch(() => {}), SILENT_MS / 3);
    beat.unref();
    client.once("end", () => clearInterval(beat));
    return client;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

export const uploadLocks = new UploadLocks();
