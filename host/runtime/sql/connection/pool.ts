import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { failure } from "../errors/failure";
import type { HostLog } from "../../logger/host-log";
import { ByteClient } from "./byte-client";
import { Session } from "./session";
import { TypeCatalog } from "./type-catalog";

const DEFAULT_CONNECTIONS = 30;
const IDLE_MS = 600_000;
const CONNECT_BUDGET_MS = 30_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [100, 2_000];

/** The connections of a database. Whoever wants one while all are in use waits, however long. */
export class Pool {
  readonly #name: string;
  readonly #log: HostLog;
  readonly #pool: pg.Pool;
  readonly #types = new TypeCatalog();

  constructor(name: string, url: string, log: HostLog, max = DEFAULT_CONNECTIONS) {
    this.#name = name;
    this.#log = log;
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: "encore",
      max,
      idleTimeoutMillis: IDLE_MS,
      allowExitOnIdle: true,
      Client: ByteClient,
    });
    this.#pool.on("error", (error) => this.#complain(error));
  }

  /** `late` is what is said when PostgreSQL cannot be reached for a while. */
  async take(late: string): Promise<Lease> {
    const client = await this.#connect(late);
    return new Lease(
      new Session(client, this.#types),
      (error) => client.release(error),
      () => this.#rolledBack(),
    );
  }

  async #connect(late: string): Promise<ByteClient & pg.PoolClient> {
    const end = Date.now() + CONNECT_BUDGET_MS;
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(ms * 2, LONGEST_PAUSE_MS)) {
      try {
        return (await this.#pool.connect()) as ByteClient & pg.PoolClient;
      } catch (error) {
        this.#complain(error as Error);
        if (Date.now() + ms > end) throw failure(late);
        await pause(ms);
      }
    }
  }

  #complain(error: Error): void {
    this.#log.write("error", `database ${this.#name}: connection pool error: ${error.message}`);
  }

  #rolledBack(): void {
    this.#log.write(
      "warn",
      `database ${this.#name}: a connection came back inside a transaction that was begun by hand; it was rolled back`,
    );
  }
}

/** A connection on loan. */
export class Lease {
  readonly session: Session;
  readonly #release: (error?: Error) => void;
  readonly #onRollback: () => void;
  #isReturned = false;

  constructor(session: Session, release: (error?: Error) => void, onRollback: () => void) {
    this.session = session;
    this.#release = release;
    this.#onRollback = onRollback;
  }

  /** Gives the connection back as soon as nothing runs on it; a second call does nothing. Never rejects. */
  async giveBack(): Promise<void> {
    if (this.#isReturned) return;
    this.#isReturned = true;
    try {
      await this.session.settled();
      if (this.session.isInTransaction) {
        await this.session.command("ROLLBACK");
        this.#onRollback();
      }
      this.#release();
    } catch (error) {
      this.#release(error as Error);
    }
  }
}
