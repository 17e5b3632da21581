import { Client } from "pg";

/** take_batches and append_to_log tell of every flush here. */
const CHANNEL = "realtime_log";
const RECONNECT_MS = 1000;

export interface LogListenerOptions {
  connectionString: string;
  /** What this process is called; it needs no telling of its own flushes. */
  instance: string;
  /** Another process has added to the log, or may have while nobody listened. */
  onChanged: () => void;
  onError: (error: unknown) => void;
}

/** Hears that other processes have added to the log. A lost notification costs what the hub's sweep costs, never an event. */
export class LogListener {
  readonly #options: LogListenerOptions;
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: LogListenerOptions) {
    this.#options = options;
  }

  /** Resolves when it listens, or has failed and will try again by itself. */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#options.connectionString, keepAlive: true });
    this.#client = client;
    client.on("notification", ({ payload }) => {
      if (payload !== this.#options.instance) this.#options.onChanged();
    });
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client, null));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#options.onChanged();
    } catch (error) {
      this.#lost(client, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  #lost(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => {});
    if (this.#stopped) return;
    if (error !== null) this.#options.onError(error);
    this.#retry = setTimeout(() => void this.start(), RECONNECT_MS);
    this.#retry.unref();
  }
}
