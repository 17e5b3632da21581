import { nativeError } from "../native-error";

/** What may wait; above either it is full. */
export interface InboxLimits {
  messages: number;
  bytes: number;
}

/**
 * Received messages that wait for a reader, oldest first. After the end, what is left is still given out, then every read rejects.
 * `onRoom` is called when the queue has become short after `isFull` was true.
 */
export class Inbox {
  readonly #owner: string;
  readonly #limits: InboxLimits;
  readonly #onRoom: () => void;
  #waiting: { message: unknown; bytes: number }[] = [];
  #bytes = 0;
  #readers: { resolve: (message: unknown) => void; reject: (error: Error) => void }[] = [];
  #ended = false;
  #wasFull = false;

  /** `owner` stands in the text that reading after the end rejects with. */
  constructor(owner: "socket" | "websocket client", limits: InboxLimits, onRoom: () => void) {
    this.#owner = owner;
    this.#limits = limits;
    this.#onRoom = onRoom;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limits.messages || this.#bytes >= this.#limits.bytes;
  }

  /** `bytes`: its length as it came. */
  push(message: unknown, bytes: number): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) return reader.resolve(message);
    this.#waiting.push({ message, bytes });
    this.#bytes += bytes;
    this.#wasFull ||= this.isFull;
  }

  /** The next message; rejects with `<owner> receive channel closed` at the end. */
  take(): Promise<unknown> {
    const oldest = this.#waiting.shift();
    if (oldest) {
      this.#bytes -= oldest.bytes;
      if (this.#wasFull && this.#isShort()) {
        this.#wasFull = false;
        this.#onRoom();
      }
      return Promise.resolve(oldest.message);
    }
    if (this.#ended) return Promise.reject(this.#closed());
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  end(): void {
    this.#ended = true;
    for (const reader of this.#readers.splice(0)) reader.reject(this.#closed());
  }

  #isShort(): boolean {
    return this.#waiting.length <= this.#limits.messages / 2 && this.#bytes <= this.#limits.bytes / 2;
  }

  #closed(): Error {
    return nativeError(`${this.#owner} receive channel closed`, "Unknown");
  }
}
