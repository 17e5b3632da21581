import type { RuntimeContext } from "../context";
import type { Lease } from "./connection/lease";
import { Pool } from "./connection/pool";
import type { Session } from "./connection/session";
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
    const { lease } = await this.#lend((session) => session.command(""));
    return new SQLConn(lease, this.#context.makers);
  }

  async begin(): Promise<Transaction> {
    const { lease } = await this.#lend((session) => session.command("BEGIN"));
    return new Transaction(lease, this.#context.makers);
  }

  /** On any connection, which is back in the pool when the last row is here. */
  async query(sql: string, args: QueryArgs): Promise<Cursor> {
    const params = args.take();
    const { lease, begun } = await this.#lend(
      (session) => session.query(sql, params),
      "timeout establishing connection",
    );
    void begun.done.catch(() => {}).then(() => lease.giveBack());
    return new Cursor(begun, this.#context.makers);
  }

  async queryRow(sql: string, args: QueryArgs): Promise<Row | null> {
    return (await this.query(sql, args)).next();
  }

  #lend<T>(
    work: (session: Session) => Promise<T>,
    late = "timeout waiting for server",
  ): Promise<{ lease: Lease; begun: T }> {
    const { databases, poolSizes } = this.#context.config;
    const url = databases[this.#name];
    if (url === undefined) return unconfigured();
    this.#pool ??= new Pool(this.#name, url, this.#context, { max: poolSizes?.[this.#name] });
    return this.#pool.lend(late, work);
  }
}

function unconfigured(): never {
  throw failure("this database is not configured for use by this process");
}
