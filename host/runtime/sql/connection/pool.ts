import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { failure } from "../errors/failure";
import type { HostLog } from "../../logger/host-log";
import type { HostMetrics } from "../../metrics/host-metrics";
import { ByteClient } from "./byte-client";
import { Lease, NEGLECT, type Neglect } from "./lease";
import { Session } from "./session";
import { TypeCatalog } from "./type-catalog";

const DEFAULTS = { max: 30, budgetMs: 30_000 };
const IDLE_MS = 600_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [100, 2_000];

/** What a pool needs of the runtime. */
export interface PoolContext {
  readonly log: Pick<HostLog, "write">;
  readonly metrics: Pick<HostMetrics, "sqlConnections" | "sqlRolledBack">;
}

interface PoolOptions {
  /** Connections. */
  max?: number | undefined;
  /** How long PostgreSQL may be out of reach before whoever wants a connection is told. */
  budgetMs?: number;
}

/** The connections of a database. Whoever wants one while all are in use waits, however long. */
export class Pool {
  readonly #name: string;
  readonly #context: PoolContext;
  readonly #budgetMs: number;
  readonly #pool: pg.Pool;
  readonly #used = new WeakSet<ByteClient>();
  readonly #types = new TypeCatalog();

  constructor(name: string, url: string, context: PoolContext, options: PoolOptions = {}) {
    const { max = DEFAULTS.max, budgetMs = DEFAULTS.budgetMs } = options;
    this.#name = name;
    this.#context = context;
    this.#budgetMs = budgetMs;
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: "encore",
      max,
      idleTimeoutMillis: IDLE_MS,
      allowExitOnIdle: true,
      // Not as an option of the pool, where it limits the wait for a connection that is in use too.
      Client: class extends ByteClient {
        constructor(config?: pg.ClientConfig) {
          super({ ...config, connectionTimeoutMillis: budgetMs });
        }
      },
    });
    this.#pool.on("error", (error) => this.#complain(error));
  }

  /**
   * Lends a connection for what `work` begins, another one when it turns out to have been lost while nobody used it. `late` is
   * what is said when PostgreSQL cannot be reached for a while.
   */
  async lend<T>(late: string, work: (session: Session) => Promise<T>): Promise<{ lease: Lease; begun: T }> {
    for (;;) {
      const lease = await this.#take(late);
      try {
        return { lease, begun: await work(lease.session) };
      } catch (error) {
        await lease.giveBack();
        if (!lease.session.wasStale) throw error;
        this.#complain(error as Error);
      }
    }
  }

  async #take(late: string): Promise<Lease> {
    this.#count("waiting", 1);
    const client = await this.#connect(late).finally(() => this.#count("waiting", -1));
    this.#count("in_use", 1);
    const isReused = this.#used.has(client);
    this.#used.add(client);
    return new Lease(new Session(client, this.#types, isReused), {
      release: (error) => {
        this.#count("in_use", -1);
        client.release(error);
      },
      rolledBack: (reason) => this.#rolledBack(reason),
    });
  }

  async #connect(late: string): Promise<ByteClient & pg.PoolClient> {
    const end = Date.now() + this.#budgetMs;
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

  #count(state: "waiting" | "in_use", by: number): void {
    this.#context.metrics.sqlConnections.add({ database: this.#name, state }, by);
  }

  #complain(error: Error): void {
    this.#context.log.write("error", `database ${this.#name}: connection pool error: ${error.message}`);
  }

  #rolledBack(reason: Neglect): void {
    this.#context.metrics.sqlRolledBack.add({ database: this.#name, reason });
    this.#context.log.write("warn", `database ${this.#name}: ${NEGLECT[reason]}`);
  }
}
