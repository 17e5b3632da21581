/**
 * Received messages that wait for a reader, oldest first. After the end, what is left is still given out, then every read rejects.
 * `onRoom` is called when the queue has become short after `isFull` was true.
 */
export class Inbox {
  readonly #owner: string;
  readonly #limit: number;
  readonly #onRoom: () => void;
  #messages: unknown[] = [];
  #readers: { resolve: (message: unknown) => void; reject: (error: Error) => void }[] = [];
  #ended = false;
  #wasFull = false;

  /** `owner` stands in the text that reading after the end rejects with. */
  constructor(owner: "socket" | "websocket client", limit: number, onRoom: () => void) {
    this.#owner = owner;
    this.#limit = limit;
    this.#onRoom = onRoom;
  }

  get isFull(): boolean {
    return this.#messages.length >= this.#limit;
  }

  push(message: unknown): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) return reader.resolve(message);
    this.#messages.push(message);
    this.#wasFull ||= this.isFull;
  }

  /** The next message; rejects with `<owner> receive channel closed` at the end. */
  take(): Promise<unknown> {
    if (this.#messages.length > 0) {
      const message = this.#messages.shift();
      if (this.#wasFull && this.#messages.length <= this.#limit / 2) {
        this.#wasFull = false;
        this.#onRoom();
      }
      return Promise.resolve(message);
    }
    if (this.#ended) return Promise.reject(this.#closed());
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  end(): void {
    this.#ended = true;
    for (const reader of this.#readers.splice(0)) reader.reject(this.#closed());
  }

  #closed(): Error {
    return new Error(`${this.#owner} receive channel closed`);
  }
}
