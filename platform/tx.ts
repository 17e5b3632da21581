import type { Pool } from "pg";
import type { Queryable } from "./sql";

/** A running transaction. Its type keeps statements that need one from being given a pool. */
export interface Tx extends Queryable {
  readonly inTransaction: true;
}

const ATTEMPTS = 5;
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";

/**
 * Runs `work` in a transaction (read committed) and commits what it did. Throws what it threw, after a rollback.
 * When PostgreSQL ends it for a deadlock or a serialization conflict, it runs again from the start, at most 5 times with growing
 * random pauses: `work` must have no other effects than its statements.
 */
export async function inTx<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTx(pool, work);
    } catch (err) {
      if (attempt === ATTEMPTS || !isConflict(err)) throw err;
      await new Promise((resume) => setTimeout(resume, Math.random() * 10 * 2 ** attempt));
    }
  }
}

async function attemptTx<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const tx: Tx = { inTransaction: true, query: (text, values) => client.query(text, values) };
    const value = await work(tx);
    await client.query("COMMIT");
    return value;
  } catch (err) {
    await client.query("ROLLBACK").catch((lost: Error) => {
      broken = lost;
    });
    throw err;
  } finally {
    client.release(broken);
  }
}

function isConflict(err: unknown): boolean {
  const code = (err as { code?: unknown } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}
