import type { Queryable } from "../../platform/sql";

export interface ChangedLogins {
  sessionIds: string[];
  /** Give it back to learn what changes after this reading. */
  upTo: string;
}

/**
 * The logins whose state or rights changed since a reading; the first, with null, only begins. A change is told again as long as a
 * transaction that is older than it runs, and never missed.
 */
export async function findChangedLogins(db: Queryable, since: string | null): Promise<ChangedLogins> {
  const { rows } = await db.query<{ up_to: string; session_ids: string[] }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS up_to,
       array(
         SELECT s.id FROM (SELECT DISTINCT person_id FROM access_change WHERE xid >= $1::text::xid8) c
         JOIN session s ON s.person_id = c.person_id
       )::text[] AS session_ids`,
    [since],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a query without a table gave no row");
  return { sessionIds: row.session_ids, upTo: row.up_to };
}

/** Drops changes from before the instant, which every reader has read long ago; returns how many. */
export async function dropChanges(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM access_change WHERE changed_at < $1`, [before]);
  return rowCount ?? 0;
}
