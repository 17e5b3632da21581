import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** Rows that one statement deletes: so long may it keep vacuum and standbys waiting. */
const STEP_ROWS = 5000;

/** The days that were set for an organisation; null for the default. */
export async function readKeepDays(db: Queryable, orgId: string): Promise<number | null> {
  const { rows } = await db.query<{ keep_days: number }>(`SELECT keep_days FROM retention WHERE org_id = $1`, [orgId]);
  return rows[0]?.keep_days ?? null;
}

/** @param days null: the default again */
export async function setKeepDays(db: Queryable, orgId: string, days: number | null): Promise<void> {
  if (days === null) await db.query(`DELETE FROM retention WHERE org_id = $1`, [orgId]);
  else
    await db.query(
      `INSERT INTO retention (org_id, keep_days) VALUES ($1, $2) ON CONFLICT (org_id) DO UPDATE SET keep_days = excluded.keep_days`,
      [orgId, days],
    );
}

/** The longest that any organisation keeps its events, in days. */
export async function longestKeepDays(db: Queryable, defaultDays: number): Promise<number> {
  const { rows } = await db.query<{ days: number }>(
    `SELECT greatest($1::integer, max(keep_days)) AS days FROM retention`,
    [defaultDays],
  );
  return rows[0]?.days ?? defaultDays;
}

/** An organisation that has events from before a day that it need not keep them for, and the day: midnight UTC. */
export interface Outlived {
  orgId: string;
  before: Date;
}

/** The organisations whose events from before their own time are still there. */
export async function findOutlived(db: Queryable, today: Date, defaultDays: number): Promise<Outlived[]> {
  const { rows } = await db.query<{ org_id: string; before: Date }>(
    `SELECT org_id, before FROM (
       SELECT o.org_id, $1::timestamptz - coalesce(r.keep_days, $2::integer) * interval '24 hours' AS before
       FROM organisation o LEFT JOIN retention r ON r.org_id = o.org_id
     ) own WHERE EXISTS (SELECT FROM event_log l WHERE l.org_id = own.org_id AND l.made_at < own.before)`,
    [today, defaultDays],
  );
  return rows.map((row) => ({ orgId: row.org_id, before: row.before }));
}

/** From now on nobody resumes below the newest event from before the day: its rows may go. */
export async function stopKeeping(tx: Tx, { orgId, before }: Outlived): Promise<void> {
  await tx.query(`SELECT FROM organisation WHERE org_id = $1 FOR UPDATE`, [orgId]);
  await tx.query(
    `UPDATE organisation SET kept_after = greatest(kept_after, (SELECT max(seq) FROM event_log WHERE org_id = $1 AND made_at < $2))
     WHERE org_id = $1`,
    [orgId, before],
  );
}

/** Deletes some of the events from before the day; false when none is left. */
export async function deleteOutlived(db: Queryable, { orgId, before }: Outlived): Promise<boolean> {
  const { rowCount } = await db.query(
    `DELETE FROM event_log l USING (
       SELECT event_id, made_at FROM event_log WHERE org_id = $1 AND made_at < $2 LIMIT $3
     ) old WHERE l.event_id = old.event_id AND l.made_at = old.made_at`,
    [orgId, before, STEP_ROWS],
  );
  return (rowCount ?? 0) > 0;
}
