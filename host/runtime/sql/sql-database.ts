import type { RuntimeContext } from "../context";
import type { Lease } from "./connection/lease";
import { Pool } from "./connection/pool";
import { Cursor, type Row } from "./cursor";
import { failure } from "./errors/failure";
import type { QueryArgs } from "./query-args";
import { SQLConn } from "./sql-conn";
import { Transaction } from "./transaction";

/** The native SQLDatabase (facts 3.7, 10.2): the application's view of one database, with a pool of its own. */
export class SQLDatabase {
  readonly #context: RuntimeContext;
  readonly #name: string;
  #pool: Pool | undefined;

  constructor(context: RuntimeContext, name: string) {
    this.#context = context;
    this.#name = name;
  }

  /** For other drivers. */
  connString(): string {
    const { databases, connectionStrings } = this.#context.config;
    return connectionStrings?.[this.#name] ?? databases[this.#name] ?? unconfigured();
  }

  async acquire(): Promise<SQLConn> {
    return new SQLConn(await this.#take(), this.#context.makers);
  }

  async begin(): Promise<Transaction> {
    const lease = await this.#take();
    try {
      await lease.session.command("BEGIN");
    } catch (error) {
      await lease.giveBack();
      throw error;
    }
    return new Transaction(lease, this.#context.makers);
  }

  /** On any connection, which is back in the pool when the last row is here. */
  async query(sql: string, args: QueryArgs): Promise<Cursor> {
    const params = args.take();
    const lease = await this.#take("timeout establishing connection");
    try {
      const result = await lease.session.query(sql, params);
      void result.done.catch(() => {}).then(() => lease.giveBack());
      return new Cursor(result, this.#context.makers);
    } catch (error) {
      await lease.giveBack();
      throw error;
    }
  }

  async queryRow(sql: string, args: QueryArgs): Promise<Row | null> {
    return (await this.query(sql, args)).next();
  }

  #take(late = "timeout waiting for server"): Promise<Lease> {
    const url = this.#context.config.databases[this.#name];
    if (url === undefined) return unconfigured();
    this.#pool ??= new Pool(this.#name, url, this.#context, this.#context.config.poolSizes?.[this.#name]);
    return this.#pool.take(late);
  }
}

function unconfigured(): never {
  throw failure("this database is not configured for use by this process");
}
