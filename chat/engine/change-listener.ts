import { Client } from "pg";

const RECONNECT_MS = 1000;

/** What to do with the payloads of each channel that is listened to. */
type Channels = Readonly<Record<string, (payload: string) => void>>;

/** Hears what other processes tell. A lost notification costs until the next sweep, never a message. */
export class ChangeListener {
  readonly #connectionString: string;
  readonly #channels: Channels;
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(connectionString: string, channels: Channels) {
    this.#connectionString = connectionString;
    this.#channels = channels;
  }

  /** Resolves when it listens, or has failed and will try again by itself. */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#connectionString, keepAlive: true });
    this.#client = client;
    client.on("notification", ({ channel, payload }) => this.#channels[channel]?.(payload ?? ""));
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      for (const channel of Object.keys(this.#channels)) await client.query(`LISTEN ${channel}`);
    } catch {
      this.#lost(client);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => {});
    if (this.#isStopped) return;
    this.#retry = setTimeout(() => void this.start(), RECONNECT_MS);
    this.#retry.unref();
  }
}
