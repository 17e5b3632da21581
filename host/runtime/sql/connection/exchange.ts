import { DatabaseError, type FieldDef } from "pg";

/** The part of pg's connection that speaks the extended protocol. */
export interface Wire {
  readonly stream: { cork(): void; uncork(): void; pause(): void; resume(): void };
  query(sql: string): void;
  parse(message: { text: string }): void;
  describe(message: { type: "S" }): void;
  bind(message: { values: (Buffer | null)[]; binary: true }): void;
  execute(message: object): void;
  sync(): void;
  sendCopyFail(reason: string): void;
}

/** The connection is gone; the message says how. */
export class ConnectionLost extends Error {}

/**
 * One round of questions to PostgreSQL that ends when it is ready for the next. pg calls `submit` and the methods that it knows
 * from its own queries; ByteClient calls the rest.
 */
export abstract class Exchange {
  /** Settles when PostgreSQL is ready again, or the connection is gone: rejects with what went wrong. */
  readonly done: Promise<void>;
  /** Set by ByteClient. */
  submit: () => void = () => {};
  /** Whether the connection went away meanwhile. */
  isLost = false;
  #settle!: { resolve: () => void; reject: (error: Error) => void };
  #error: Error | undefined;

  constructor() {
    this.done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Whoever is interested hears of it all the same.
    this.done.catch(() => {});
  }

  abstract ask(wire: Wire): void;

  onParameters(_oids: number[]): void {}
  onBound(): void {}
  onRow(_cells: (Buffer | null)[], _size: number): void {}
  handleRowDescription(_message: { fields: FieldDef[] }): void {}

  /** PostgreSQL is ready for something else. */
  ready(): void {
    if (this.#error) this.#settle.reject(this.#error);
    else this.#settle.resolve();
  }

  /** After a word of PostgreSQL it becomes ready, or closes the connection; everything else means that the connection is gone. */
  handleError(error: Error): void {
    if (error instanceof DatabaseError) {
      this.#error ??= error;
      return;
    }
    this.isLost = true;
    this.#error ??= new ConnectionLost(error.message);
    this.ready();
  }

  /** COPY FROM STDIN: there is nothing to copy. */
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail("there is no data");
    wire.sync();
  }

  handleReadyForQuery(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}
