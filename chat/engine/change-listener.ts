import { Client } from "pg";

const CHANNEL = "chat_changed";
const RECONNECT_MS = 1000;

/** Hears which conversations other processes changed. A lost notification costs until the next sweep, never a message. */
export class ChangeListener {
  readonly #connectionString: string;
  readonly #onChanged: (conversationId: string) => void;
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(connectionString: string, onChanged: (conversationId: string) => void) {
    this.#connectionString = connectionString;
    this.#onChanged = onChanged;
  }

  /** Resolves when it listens, or has failed and will try again by itself. */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#connectionString, keepAlive: true });
    this.#client = client;
    client.on("notification", ({ payload }) => this.#onChanged(payload ?? ""));
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
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
