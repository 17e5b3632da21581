/**
 * SQLDatabase as the application may use it here: its connection string, for a driver such as `pg`. The query methods of
 * encore.dev are refused when the source is read; this class says so again should a call get here all the same.
 */
export class SQLDatabase {
  readonly #name: string;
  readonly #url: string | undefined;

  constructor(name: string, url: string | undefined) {
    this.#name = name;
    this.#url = url;
  }

  /** Of the runtime role, which owns nothing. */
  connString(): string {
    if (this.#url === undefined)
      throw new Error(`database ${this.#name}: this database is not configured for use by this process`);
    return this.#url;
  }

  async acquire(): Promise<never> {
    return this.#refuse("acquire");
  }

  async begin(): Promise<never> {
    return this.#refuse("begin");
  }

  async query(): Promise<never> {
    return this.#refuse("query");
  }

  async queryRow(): Promise<never> {
    return this.#refuse("queryRow");
  }

  #refuse(method: string): never {
    throw new Error(
      `database ${this.#name}: the stand-alone host does not carry ${method}; query with "pg" on connectionString`,
    );
  }
}

/** encore.dev makes one per query, before it calls the method that refuses. */
export class QueryArgs {}

/** Never made here; encore.dev imports the names. */
export class SQLConn {}
export class Transaction {}
export class Cursor {}
export class Row {}
