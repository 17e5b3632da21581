import { Client, type Pool, type QueryResult, type QueryResultRow } from "pg";
import { columnTypes, prepared, type Queryable } from "./sql";

/** "rela" in ASCII; with the stream's name the key of its lock. Each service has its own database, and one relay per stream. */
const LOCK_KEY = 0x72656c61;
const CHANNEL = "outbox_wake";
/** A holder that says nothing for so long has lost the lock; a living one says something three times in that time. */
const SILENT_MS = 60_000;

/** Which stream, and where its outbox is. */
export interface RelayPlace {
  service: string;
  pool: Pool;
  connectionString: string;
}

/**
 * The right to relay: an advisory lock of one connection. What runs through `query` runs on that very connection, so a process that
 * lost the lock (its connection died) can no longer number batches, whatever it believes.
 */
export class RelayLock implements Queryable {
  private readonly service: string;
  private readonly pool: Pool;
  private readonly connectionString: string;
  private readonly onWake: () => void;
  private client: Client | null = null;
  private held = false;
  /** The statements of the client, one after another: pg does not want to line them up itself any more. */
  private last: Promise<unknown> = Promise.resolve();
  private waking: Promise<unknown> | null = null;
  private wakeAgain = false;

  constructor({ service, pool, connectionString }: RelayPlace, onWake: () => void) {
    this.service = service;
    this.pool = pool;
    this.connectionString = connectionString;
    this.onWake = onWake;
  }

  get isHeld(): boolean {
    return this.held;
  }

  /** Tries to take the lock; false while another process has it. */
  async tryHold(): Promise<boolean> {
    if (this.held) return true;
    const client = (this.client ??= await this.connect());
    const { rows } = await this.inTurn(() =>
      client.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS got", [LOCK_KEY, this.service]),
    );
    if (rows[0]?.got !== true) return false;
    // A holder that hangs, or whose machine is gone, says nothing more: PostgreSQL then ends its session and another takes over.
    await this.inTurn(() => client.query(`SET idle_session_timeout = '${SILENT_MS}ms'`));
    await this.inTurn(() => client.query(`LISTEN ${CHANNEL}`));
    this.held = this.client === client;
    return this.held;
  }

  async query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>> {
    const { client } = this;
    if (!this.held || client === null) throw new Error("the relay's lock was lost");
    return this.inTurn(() => client.query<R>(prepared(text, values)));
  }

  private inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = this.last.then(ask);
    this.last = answer.catch(() => {});
    return answer;
  }

  /** Gives the lock back by closing its connection. */
  async release(): Promise<void> {
    const client = this.client;
    this.lose();
    await client?.end().catch(() => {});
  }

  /** Wakes the process that holds the lock. Many calls in a row become few notifications; a lost one is made up for by its sweep. */
  wakeHolder(): void {
    if (this.waking !== null) {
      this.wakeAgain = true;
      return;
    }
    this.waking = this.pool
      .query(`NOTIFY ${CHANNEL}`)
      .catch(() => {})
      .finally(() => {
        this.waking = null;
        if (this.wakeAgain) {
          this.wakeAgain = false;
          this.wakeHolder();
        }
      });
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.connectionString,
      types: columnTypes,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 30_000,
    });
    client.on("notification", () => this.onWake());
    const lost = (): void => {
      if (this.client === client) this.lose();
    };
    client.on("error", lost);
    client.on("end", lost);
    await client.connect();
    // A new connection waits for nothing that an earlier one was asked.
    this.last = Promise.resolve();
    const beat = setInterval(() => void this.inTurn(() => client.query("SELECT 1")).catch(() => {}), SILENT_MS / 3);
    beat.unref();
    client.once("end", () => clearInterval(beat));
    return client;
  }

  private lose(): void {
    this.client = null;
    this.held = false;
    this.onWake();
  }
}
