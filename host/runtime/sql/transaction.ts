import type { ValueMakers } from "../../schema/wire";
import type { Lease } from "./connection/lease";
import { Cursor } from "./cursor";
import { failure } from "./errors/failure";
import type { QueryArgs } from "./query-args";

/** A transaction with a connection of its own, from BEGIN to the first commit or rollback. */
export class Transaction {
  readonly #make: ValueMakers;
  #lease: Lease | undefined;

  constructor(lease: Lease, make: ValueMakers) {
    this.#lease = lease;
    this.#make = make;
    forgotten.register(this, lease, this);
  }

  /** Resolves for a failed transaction too, which stores nothing. */
  async commit(): Promise<void> {
    await this.#end("COMMIT");
  }

  async rollback(): Promise<void> {
    await this.#end("ROLLBACK");
  }

  async query(sql: string, args: QueryArgs): Promise<Cursor> {
    const params = args.take();
    return new Cursor(await this.#open().session.query(sql, params), this.#make);
  }

  async #end(command: "COMMIT" | "ROLLBACK"): Promise<void> {
    const lease = this.#open();
    this.#lease = undefined;
    forgotten.unregister(this);
    try {
      await lease.session.command(command);
    } finally {
      await lease.giveBack();
    }
  }

  #open(): Lease {
    if (!this.#lease) throw failure("transaction closed");
    return this.#lease;
  }
}

const forgotten = new FinalizationRegistry((lease: Lease) => void lease.giveBack("forgotten"));
