import { Pool, type PoolConfig, type QueryResult, type QueryResultRow, types } from "pg";

/** Anything that runs one statement: a pool or a transaction. */
export interface Queryable {
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>>;
}

const INT8 = 20;
const DATE = 1082;

/** PostgreSQL's bigint as a number; one that a number cannot hold is a bug of ours and throws. */
function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit a number`);
  return value;
}

/** bigint is a number, date is YYYY-MM-DD, timestamptz is a Date, numeric is text, json is parsed. */
export const columnTypes: NonNullable<PoolConfig["types"]> = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (format !== "binary" && oid === INT8) return toNumber;
    if (format !== "binary" && oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format as "text");
  }) as typeof types.getTypeParser,
};

/**
 * The one pool of a service. A caller waits at most 10 s for a connection; a statement runs at most 30 s.
 * Connections that break are replaced, not fatal. `name` is what PostgreSQL knows them by.
 */
export function openPool(connectionString: string, options: { max: number; name?: string }): Pool {
  const pool = new Pool({
    connectionString,
    max: options.max,
    ...(options.name !== undefined && { application_name: options.name }),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    query_timeout: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
    types: columnTypes,
  });
  pool.on("error", () => {});
  // One that breaks while a transaction has it: the statement that waits on it, or the next one, rejects.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

const names = new Map<string, string>();

/**
 * A statement of a hot path, for the query of a connection or pool: PostgreSQL parses it once per connection, and plans it once where the
 * values make no difference. For texts that are constants, of which a process has a few.
 */
export function prepared(text: string, values: unknown[] = []): { name: string; text: string; values: unknown[] } {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `lobby${names.size + 1}`));
  return { name, text, values };
}
