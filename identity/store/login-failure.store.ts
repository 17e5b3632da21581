import type { Queryable } from "../../platform/sql";
import { type FailureCount, WINDOW_MS } from "../domain/login-limit";

/**
 * Counts a try as failed under each key, before the password is checked, so that tries at the same time cannot slip under the limit;
 * `forgiveAttempt` takes it back when the password was right. Returns the counts with this try.
 */
export async function countAttempt(db: Queryable, keys: readonly string[], now: Date): Promise<FailureCount[]> {
  const windowStart = new Date(now.getTime() - WINDOW_MS);
  const { rows } = await db.query<FailureCount>(
    `INSERT INTO login_failure AS f (key, since, failures) SELECT key, $2, 1 FROM unnest($1::text[]) AS k (key) ORDER BY key
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN f.since <= $3 THEN 1 ELSE f.failures + 1 END,
       since = CASE WHEN f.since <= $3 THEN excluded.since ELSE f.since END
     RETURNING key, failures, since`,
    [keys, now, windowStart],
  );
  return rows;
}

/** After a right password: the person's count is cleared, the address's is as it was before this try. */
export async function forgiveAttempt(db: Queryable, keys: readonly string[]): Promise<void> {
  await db.query(
    // Locked in the order of the keys, as countAttempt does: logins at the same time do not deadlock.
    `WITH held AS (SELECT key FROM login_failure WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE)
     UPDATE login_failure f SET failures = CASE WHEN f.key LIKE 'person %' THEN 0 ELSE greatest(f.failures - 1, 0) END
     FROM held WHERE f.key = held.key`,
    [keys],
  );
}

/** Drops windows that began before the instant; returns how many. */
export async function dropFailures(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM login_failure WHERE since < $1`, [before]);
  return rowCount ?? 0;
}
