import { createHash } from "node:crypto";
import type { AuthData } from "../../identity/contract/auth";
import type { AckFrame } from "../contract/ack-frame";
import type { ErrorFrame } from "../contract/error-frame";
import type { ServerFrame } from "../contract/frames";
import { type Cursor, CursorTrack } from "../domain/cursor";
import type { QueryMessage } from "../domain/query-handshake";
import type { Socket } from "./connection";
import type { Connections } from "./connections";
import { textOf } from "../domain/frame-text";

/** An answer that has come to so many bytes of JSON ends with the page it is at. */
const ANSWER_BYTES = 256 * 1024;

export interface PollRequest {
  auth: AuthData;
  /** The handshake. */
  message: QueryMessage;
  /** How long to wait for something new; 0 answers at once. */
  waitMs: number;
  /** `tag` of the last answer, or null: its ack is not repeated. */
  knownTag: string | null;
}

/** What a poll brought (RT28). */
export type Polled =
  | { ok: false; refusal: ErrorFrame }
  | {
      ok: true;
      frames: ServerFrame[];
      cursor: Cursor;
      /** Stands for the ack: what was granted and which channels there are. */
      tag: string;
      /** The answer is full and there is more at once. */
      more: boolean;
    };

/**
 * Answers a poll: a session like that of a stream, driven to the head of the log, or to the next publication when there is nothing
 * new and the client waits. It ends with the answer; its end also comes by `abandon`, when the client has left.
 */
export class Poll implements Socket {
  readonly transport = "poll";
  readonly answer: Promise<Polled>;
  readonly #request: PollRequest;
  readonly #track: CursorTrack;
  readonly #frames: ServerFrame[] = [];
  #abandon: () => void = () => {};
  #resolve: (polled: Polled) => void = () => {};
  #bytes = 0;
  #tag = "";
  #refusal: ErrorFrame | null = null;
  #hasNews = false;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(connections: Connections, request: PollRequest) {
    this.#request = request;
    this.#track = new CursorTrack(request.message);
    this.answer = new Promise((resolve) => (this.#resolve = resolve));
    const connection = connections.add(request.auth, this);
    this.#abandon = () => connection.tell({ type: "gone" });
    connection.tell({ type: "message", message: request.message });
  }

  /** Never takes more once it is full: the session stops reading, as it does for a slow socket. */
  send(frame: ServerFrame): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    this.#track.take(frame);
    this.#keep(frame);
    // What else the session sends within this turn belongs to the answer.
    if (this.#isAnswer()) queueMicrotask(() => this.#end());
    else if (this.#track.isAtHead) this.#wait();
    return this.#isFull() ? new Promise(() => {}) : undefined;
  }

  close(): void {
    // Only an error closes, and it is the answer.
  }

  /** Nobody waits for the answer any more. */
  abandon(): void {
    this.#end();
  }

  #keep(frame: ServerFrame): void {
    if (frame.type === "error") {
      this.#refusal ??= frame;
      return;
    }
    if (frame.type === "ack") {
      this.#tag = tagOf(frame);
      if (this.#tag === this.#request.knownTag) return;
    }
    this.#hasNews ||= frame.type !== "ping";
    // Of pings in a row the last says it all.
    if (frame.type === "ping" && this.#frames.at(-1)?.type === "ping") this.#frames.pop();
    this.#frames.push(frame);
    if (frame.type === "event" || frame.type === "batch") this.#bytes += textOf(frame).length;
  }

  #isFull(): boolean {
    return this.#bytes >= ANSWER_BYTES;
  }

  #isAnswer(): boolean {
    if (this.#refusal !== null || this.#isFull()) return true;
    return this.#track.isAtHead && (this.#hasNews || this.#request.waitMs === 0);
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => this.#end(), this.#request.waitMs);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#abandon();
    this.#resolve(this.#polled());
  }

  #polled(): Polled {
    const { cursor, isAtHead } = this.#track;
    const hasEvents = this.#bytes > 0;
    // An error behind events meets the client again at its next poll.
    if (this.#refusal !== null && !hasEvents) return { ok: false, refusal: this.#refusal };
    return {
      ok: true,
      frames: this.#frames,
      cursor: cursor ?? { epoch: "", seq: 0 },
      tag: this.#tag,
      more: !isAtHead,
    };
  }
}

function tagOf({ services, denied, channels }: AckFrame): string {
  const text = JSON.stringify([services, denied, Object.keys(channels).sort()]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}
