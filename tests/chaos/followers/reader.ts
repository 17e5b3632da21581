import { inflateRawSync } from "node:zlib";
import type { Frame, StreamEvent } from "../../lib/stream";
import { entryOf, type Trail } from "../trail";

/** Errors that a fault explains; all others are complaints. */
const EXPLAINED = new Set(["internal", "overloaded", "handshake_timeout", "draining"]);

/** Reads the frames of plain clients, whatever brings them, into a trail, and keeps the cursor. */
export class Reader {
  readonly #trail: Trail;
  readonly #dictionary: Buffer | undefined;
  epoch: string | null = null;
  lastSeq = 0;

  /** @param dictionary of the encoding `deflate-dict-1` (SPEC RT20), for clients that offer it. */
  constructor(trail: Trail, dictionary?: Buffer) {
    this.#trail = trail;
    this.#dictionary = dictionary;
  }

  /** The fields that resume where this client is. */
  cursor(): { lastSeq: number; epoch?: string } {
    return { lastSeq: this.lastSeq, ...(this.epoch === null ? {} : { epoch: this.epoch }) };
  }

  take(frame: Frame): void {
    switch (frame.type) {
      case "ack":
        this.#trail.connectedAt.push(Date.now());
        if (this.epoch !== null && this.epoch !== frame.epoch) this.#trail.complaints.push("the epoch changed");
        this.epoch = frame.epoch ?? null;
        return;
      case "error":
        this.#trail.error(String(frame.reason));
        if (!EXPLAINED.has(String(frame.reason))) this.#trail.complaints.push(`error: ${JSON.stringify(frame)}`);
        return;
      case "resync":
        this.#trail.complaints.push(`resync: ${JSON.stringify(frame).slice(0, 300)}`);
        break;
      case "event":
        this.#record(frame.events ?? []);
        break;
      case "batch":
        for (const { events } of this.#unpack(String(frame["data"]))) this.#record(events ?? []);
        break;
    }
    // RT8: everything up to it has come.
    this.lastSeq = Math.max(this.lastSeq, frame.seq ?? 0);
  }

  #record(events: readonly StreamEvent[]): void {
    for (const event of events) this.#trail.seen.push(entryOf(event));
  }

  #unpack(data: string): Frame[] {
    const packed = Buffer.from(data, "base64");
    const text = inflateRawSync(packed, this.#dictionary === undefined ? {} : { dictionary: this.#dictionary });
    return JSON.parse(text.toString("utf8")) as Frame[];
  }
}
