import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { type Cluster, startCluster } from "../../host/services/postgres/cluster";
import { columnTypes } from "../../platform/sql";
import { commandOf, descendants } from "../host/server.mjs";
import { freePort, loginOwner } from "../lib/lobby.mjs";

/** Clients that share one login: a person has a few connections, and a server may bound them. */
const CLIENTS_PER_LOGIN = 250;

/** A whole Lobby: the application on core 0, PostgreSQL (fsync on) on core 1, where the load client is. */
export class Product {
  readonly port: number;
  readonly #dataDir: string;
  readonly #cluster: Cluster;
  readonly #databases = new Map<string, Promise<Client>>();
  #tokens: string[] = [];
  /** The process that starts and watches over the one that serves. */
  #keeper = 0;
  #ended: Promise<unknown> = Promise.resolve();

  private constructor(port: number, dataDir: string, cluster: Cluster) {
    this.port = port;
    this.#dataDir = dataDir;
    this.#cluster = cluster;
  }

  /** PostgreSQL gets the core of this process. */
  static async start(): Promise<Product> {
    const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
    const cluster = await startCluster({ dir: path.join(dataDir, "postgres"), root: process.cwd(), durable: true });
    const product = new Product(await freePort(), dataDir, cluster);
    await product.boot();
    return product;
  }

  /** Starts the application; resolves when it serves, with the time in milliseconds since 1970. */
  async boot(): Promise<number> {
    const child = spawn("taskset", ["-c", "0", process.execPath, "bin/lobby.mjs", "start", "--profile", "image"], {
      env: {
        ...process.env,
        PORT: String(this.port),
        LOBBY_DATA_DIR: this.#dataDir,
        DATABASE_URL: this.#cluster.adminUrl,
        LOBBY_LOG_LEVEL: "error",
        LOBBY_MAX_CONNECTIONS_PER_ORGANISATION: "20000",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#ended = new Promise((done) => child.once("close", done));
    await new Promise<void>((ready, failed) => {
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        text = (text + part).slice(-4000);
        if (text.includes("Lobby is ready on")) ready();
      });
      child.once("close", (code) => failed(new Error(`lobby ended with ${code}: ${text}`)));
    });
    this.#keeper = child.pid!;
    return Date.now();
  }

  #all(): number[] {
    return [this.#keeper, ...descendants(this.#keeper)];
  }

  /** The process that serves. */
  get pid(): number {
    const pid = this.#all().find((id) => commandOf(id).includes("main.mjs"));
    if (pid === undefined) throw new Error("the application process was not found");
    return pid;
  }

  /** An administrator's connection to the database of a service. */
  database(service: string): Promise<Client> {
    let client = this.#databases.get(service);
    if (client === undefined) {
      const url = new URL(this.#cluster.adminUrl);
      url.pathname = `/lobby_${service}`;
      const opened = new Client({ connectionString: url.href, types: columnTypes });
      client = opened.connect().then(() => opened);
      this.#databases.set(service, client);
    }
    return client;
  }

  /** Paths of the stream with access tokens, for so many clients to use in turns. */
  async streamPaths(clients: number): Promise<string[]> {
    while (this.#tokens.length * CLIENTS_PER_LOGIN < clients) this.#tokens.push(await loginOwner(this.port));
    const logins = Math.max(1, Math.ceil(clients / CLIENTS_PER_LOGIN));
    return this.#tokens.slice(0, logins).map((token) => `/v2/realtime/stream?access_token=${token}`);
  }

  /** Ends the application at once. PostgreSQL stays. */
  async kill(): Promise<void> {
    const processes = this.#all();
    for (const pid of processes) process.kill(pid, "SIGKILL");
    await this.#ended;
    while (processes.some((pid) => existsSync(`/proc/${pid}`))) await new Promise((next) => setTimeout(next, 10));
  }

  async stop(): Promise<void> {
    for (const client of this.#databases.values()) await (await client).end();
    process.kill(this.#keeper, "SIGTERM");
    await this.#ended;
    await this.#cluster.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
