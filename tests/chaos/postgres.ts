import { readFileSync } from "node:fs";
import path from "node:path";
import { Client, type QueryResultRow } from "pg";
import { type Cluster, startCluster } from "../../host/services/postgres/cluster";
import { root } from "../lib/server";
import { Turns } from "./turns";

/** The application's databases, and the host's own with its queues, as the host names them where PostgreSQL is shared. */
export const DATABASES = ["lobby_finance", "lobby_identity", "lobby_realtime", "lobby__pubsub"] as const;
export type Database = (typeof DATABASES)[number] | "postgres";

/** The PostgreSQL that all server processes share, on data that survive its death. */
export class Postgres {
  /** Faults that end it come one after the other. */
  readonly turns = new Turns();
  readonly #dir: string;
  #cluster: Cluster;

  private constructor(dir: string, cluster: Cluster) {
    this.#dir = dir;
    this.#cluster = cluster;
  }

  static async open(dir: string): Promise<Postgres> {
    return new Postgres(dir, await startCluster({ dir, root, durable: true }));
  }

  get url(): string {
    return this.#cluster.adminUrl;
  }

  /** Ends it by SIGKILL or in order; resolves when it is gone. */
  async end(how: "SIGKILL" | "in order"): Promise<void> {
    if (how === "in order") return this.#cluster.stop();
    const [pid] = readFileSync(path.join(this.#dir, "data/postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), "SIGKILL");
    await this.#cluster.ended;
  }

  /** Starts it on its data, at the same address. */
  async start(): Promise<void> {
    const { url } = this;
    this.#cluster = await startCluster({ dir: this.#dir, root, durable: true });
    if (this.url !== url) throw new Error(`another process took PostgreSQL's port: ${url} became ${this.url}`);
  }

  /** Runs the work with an administrator's connection to a database. */
  async with<T>(database: Database, work: (client: Client) => Promise<T>): Promise<T> {
    const url = new URL(this.url);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.href, application_name: "chaos" });
    client.on("error", () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  async query<R extends QueryResultRow>(database: Database, text: string, values: unknown[] = []): Promise<R[]> {
    return this.with(database, async (client) => (await client.query<R>(text, values)).rows);
  }
}
