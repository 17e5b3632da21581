import { randomInt } from "node:crypto";
import type { AuthData } from "../../identity/contract/auth";
import type { ErrorFrame } from "../contract/error-frame";
import type { ServerFrame } from "../contract/frames";
import { CursorTrack } from "../domain/cursor";
import type { QueryMessage } from "../domain/query-handshake";
import type { Socket } from "./connection";
import type { Connections } from "./connections";
import { textOf } from "../domain/frame-text";

/** An HTTP response, of whatever runtime. */
export interface Sink {
  /** Sends the head of the answer. */
  begin: () => void;
  /** Calls back when the text has left. */
  write: (text: string, left: (error?: Error | null) => void) => void;
  end: (text: string) => void;
}

export interface SseRequest {
  auth: AuthData;
  /** The handshake. */
  message: QueryMessage;
  sink: Sink;
  /** Text of one answer; what waits in a runtime that does not tell of slow readers is at most this. */
  maxBytes?: number;
  /** Duration of one answer. */
  maxMs?: number;
}

/**
 * Answers with server-sent events (RT27): a session like that of a stream, whose frames are `data:` lines with the position to come
 * back with as their `id:`. It ends after a while, or when it has grown long, for the client to come back: where a runtime tells neither
 * that a reader is slow nor that it has left, this bounds what is kept for it.
 */
export class SseAnswer implements Socket {
  readonly transport = "sse";
  /** Resolves at its end: to the error when nothing was sent before it, else to null. */
  readonly ended: Promise<ErrorFrame | null>;
  readonly #sink: Sink;
  readonly #maxBytes: number;
  readonly #maxMs: number;
  readonly #track: CursorTrack;
  #leave: () => void = () => {};
  #resolve: (refusal: ErrorFrame | null) => void = () => {};
  #timer: NodeJS.Timeout | null = null;
  #bytes = 0;
  #hasBegun = false;
  #isOver = false;
  #retryMs = randomInt(100, 500);

  constructor(connections: Connections, request: SseRequest) {
    const { auth, message, sink, maxBytes = 8 * 1024 * 1024, maxMs = 60_000 } = request;
    this.#sink = sink;
    this.#maxBytes = maxBytes;
    this.#maxMs = maxMs;
    this.#track = new CursorTrack(message);
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    const connection = connections.add(auth, this);
    this.#leave = () => connection.tell({ type: "gone" });
    connection.tell({ type: "message", message });
  }

  send(frame: ServerFrame): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    if (frame.type === "error") {
      this.#retryMs = frame.retryAfterMs ?? 10_000;
      if (!this.#hasBegun) return this.#refuse(frame);
    }
    if (!this.#hasBegun) this.#begin();
    this.#track.take(frame);
    const { cursor } = this.#track;
    const id = cursor === null ? "" : `id: ${cursor.epoch}:${cursor.seq}\n`;
    return this.#write(`${id}data: ${textOf(frame)}\n\n`);
  }

  close(): void {
    this.end();
  }

  /** Ends the answer, with the time after which the client comes back. */
  end(): void {
    if (this.#isOver) return;
    this.#over(null);
    this.#sink.end(`retry: ${this.#retryMs}\n\n`);
  }

  #refuse(refusal: ErrorFrame): undefined {
    this.#over(refusal);
  }

  #begin(): void {
    this.#hasBegun = true;
    // Spread, so that not all come back at once; and spread wider where an answer breaks off, as all of a process do.
    this.#timer = setTimeout(() => this.end(), randomInt(Math.ceil(this.#maxMs * 0.9), this.#maxMs + 1));
    this.#sink.begin();
    void this.#write(`retry: ${randomInt(500, 3000)}\n\n`).catch(() => {});
  }

  #write(text: string): Promise<void> {
    this.#bytes += text.length;
    // Behind what else the session sends in this turn.
    if (this.#bytes >= this.#maxBytes) queueMicrotask(() => this.end());
    return new Promise((resolve, reject) => {
      this.#sink.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  #over(refusal: ErrorFrame | null): void {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#leave();
    this.#resolve(refusal);
  }
}
