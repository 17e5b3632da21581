/** Stands until host/runtime/sql is written: only connString, which is what applications use. */
export class SQLDatabase {
  readonly #url: string | undefined;
  constructor(url: string | undefined) {
    this.#url = url;
  }
  connString(): string {
    if (this.#url === undefined) throw new Error("this database is not configured for use by this process");
    return this.#url;
  }
}
export class SQLConn {}
export class Transaction {}
export class Cursor {}
export class Row {}
export class QueryArgs {}
