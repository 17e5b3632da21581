import type { ServerFrame } from "../contract/frames";

/** Where a client is in an organisation's log. */
export interface Cursor {
  epoch: string;
  seq: number;
}

/** The position that a handshake names, as it came from the client. */
export interface Wish {
  lastSeq?: unknown;
  epoch?: unknown;
}

/**
 * Follows a client's position along the frames that it is sent (RT2 to RT8), for transports that name the position to come back
 * with.
 */
export class CursorTrack {
  /** Null until the ack, and where a resync is still to name it. */
  cursor: Cursor | null = null;
  /** True once everything up to the head that the ack named was sent. */
  isAtHead = false;
  readonly #wish: Wish;
  #head = 0;

  constructor(wish: Wish) {
    this.#wish = wish;
  }

  take(frame: ServerFrame): void {
    if (frame.type === "ack") return this.#begin(frame.epoch, frame.head);
    if (frame.type === "resync") {
      this.cursor = { epoch: frame.epoch, seq: frame.head };
      this.isAtHead = true;
    } else if ("seq" in frame && this.cursor !== null) {
      this.cursor = { epoch: this.cursor.epoch, seq: Math.max(this.cursor.seq, frame.seq) };
      // A replay ends with a ping (RT6); one that is merely due on the way names a smaller seq.
      this.isAtHead ||= frame.type === "ping" && frame.seq >= this.#head;
    }
  }

  #begin(epoch: string, head: number): void {
    const { lastSeq, epoch: held = epoch } = this.#wish;
    this.#head = head;
    if (typeof lastSeq !== "number") {
      this.cursor = { epoch, seq: head };
      this.isAtHead = true;
    } else if (held === epoch) {
      this.cursor = { epoch, seq: lastSeq };
      this.isAtHead = lastSeq === head;
    }
  }
}
