import { once } from "node:events";
import WebSocket from "ws";

export interface StreamEvent {
  id: string;
  type: string;
  seq: number;
  channel: string;
  n: number;
  digest: string;
  propertyId: number | null;
  data: Record<string, unknown>;
}

export interface Frame {
  type: string;
  seq?: number;
  head?: number;
  epoch?: string;
  service?: string;
  events?: StreamEvent[];
  reason?: string;
  timestamp?: string;
  [key: string]: unknown;
}

/** A plain WebSocket client, as wscat is: no code of the product. */
export class PlainClient {
  readonly frames: Frame[] = [];
  readonly ws: WebSocket;
  private wake: (() => void)[] = [];
  closed = false;

  constructor(url: string) {
    this.ws = new WebSocket(url);
    this.ws.on("message", (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString("utf8")) as Frame);
      this.tell();
    });
    this.ws.on("close", () => {
      this.closed = true;
      this.tell();
    });
    this.ws.on("error", () => {
      this.closed = true;
      this.tell();
    });
  }

  private tell(): void {
    const waiting = this.wake;
    this.wake = [];
    for (const done of waiting) done();
  }

  /** Resolves with the result of `look` as soon as it is not undefined; rejects when the socket closed or nothing came for `ms`. */
  async until<T>(look: () => T | undefined, what: string, ms = 15_000): Promise<T> {
    const end = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0 || this.closed) {
        throw new Error(
          `${what}: ${this.closed ? "socket closed" : "nothing"} after ${JSON.stringify(this.frames).slice(-1500)}`,
        );
      }
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left);
        this.wake.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }

  send(message: unknown): void {
    this.ws.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  frame(type: string): Promise<Frame> {
    return this.until(() => this.frames.find((f) => f.type === type), `a frame of type ${type}`);
  }

  /** All events so far, in the order of arrival. */
  events(): StreamEvent[] {
    return this.frames.flatMap((f) => (f.type === "event" ? (f.events ?? []) : []));
  }

  async event(match: (e: StreamEvent) => boolean): Promise<StreamEvent> {
    return this.until(() => this.events().find(match), "an event");
  }

  async untilClosed(): Promise<void> {
    if (!this.closed) await once(this.ws, "close");
  }

  async close(): Promise<void> {
    if (this.ws.readyState === WebSocket.CLOSED) return;
    this.ws.close();
    await once(this.ws, "close");
  }
}

export const streamUrl = (base: string, query: string): string =>
  `${base.replace("http", "ws")}/v2/realtime/stream?${query}`;

/**
 * Encore's gateway cuts some upgrades right after it has answered them (docs/concepts/two-ways-to-run.md), so at a server that was
 * given a cut is tried again, as clients do. Our own host cuts none.
 */
const TRIES = process.env["LOBBY_TEST_URL"] ? 10 : 1;

/** Opens the stream, sends `first` unless it is undefined, and waits for the first frame that comes back. */
export async function converse(
  url: string,
  first: unknown,
  ms = 15_000,
): Promise<{ client: PlainClient; answer: Frame }> {
  for (let left = TRIES - 1; ; left--) {
    const client = new PlainClient(url);
    await once(client.ws, "open");
    if (first !== undefined && !client.closed) client.send(first);
    const isCut = (): boolean => client.closed && client.frames.length === 0;
    const answer = await client.until(
      () => client.frames[0] ?? (isCut() && left > 0 ? ("cut" as const) : undefined),
      "an answer to the handshake",
      ms,
    );
    if (answer !== "cut") return { client, answer };
  }
}

/** Opens the stream and sends the handshake of S1-E02; waits for the ack. */
export async function openStream(
  base: string,
  token: string,
  handshake: Record<string, unknown> = {},
): Promise<PlainClient> {
  const first = { services: ["finance", "guest", "staff"], version: 1, ...handshake };
  const { client } = await converse(streamUrl(base, `access_token=${token}`), first);
  await client.frame("ack");
  return client;
}
