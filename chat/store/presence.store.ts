import type { Queryable } from "../../platform/sql";

export interface PersonKey {
  orgId: string;
  personId: string;
}

/** These people have screens connected until then. `usedAt`: they used one at that time; null leaves that as it was. */
export async function keepPresent(
  db: Queryable,
  people: readonly PersonKey[],
  until: Date,
  usedAt: Date | null,
): Promise<void> {
  await db.query(
    // In one order, so that processes that beat at the same time do not deadlock.
    `INSERT INTO presence AS p (org_id, person_id, connected_until, used_at)
     SELECT n.org_id, n.person_id, $3::timestamptz, coalesce($4::timestamptz, $3) FROM unnest($1::uuid[], $2::uuid[]) AS n (org_id, person_id) ORDER BY 1, 2
     ON CONFLICT (org_id, person_id) DO UPDATE SET
       connected_until = greatest(p.connected_until, excluded.connected_until), used_at = coalesce($4, p.used_at)`,
    [people.map(({ orgId }) => orgId), people.map(({ personId }) => personId), until, usedAt],
  );
}

/** Who of the organisation has a screen connected, and when they last used one. */
export async function findPresent(
  db: Queryable,
  orgId: string,
  now: Date,
): Promise<{ personId: string; usedAt: Date }[]> {
  const { rows } = await db.query<{ person_id: string; used_at: Date }>(
    `SELECT person_id, used_at FROM presence WHERE org_id = $1 AND connected_until > $2`,
    [orgId, now],
  );
  return rows.map((row) => ({ personId: row.person_id, usedAt: row.used_at }));
}

/** Drops who was last there before the instant; returns how many. */
export async function dropAbsent(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM presence WHERE connected_until < $1`, [before]);
  return rowCount ?? 0;
}
