import type { ValueMakers } from "../../schema/wire";
import type { Lease } from "./connection/lease";
import { Cursor, type Row } from "./cursor";
import { failure } from "./errors/failure";
import type { QueryArgs } from "./query-args";

/** A connection that the application keeps for a while. */
export class SQLConn {
  readonly #make: ValueMakers;
  #lease: Lease | undefined;

  constructor(lease: Lease, make: ValueMakers) {
    this.#lease = lease;
    this.#make = make;
    forgotten.register(this, lease);
  }

  /** Gives it back. */
  async close(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    await lease?.giveBack();
  }

  async query(sql: string, args: QueryArgs): Promise<Cursor> {
    const params = args.take();
    if (!this.#lease) throw failure("connection_closed");
    return new Cursor(await this.#lease.session.query(sql, params), this.#make);
  }

  async queryRow(sql: string, args: QueryArgs): Promise<Row | null> {
    return (await this.query(sql, args)).next();
  }
}

const forgotten = new FinalizationRegistry((lease: Lease) => void lease.giveBack());
