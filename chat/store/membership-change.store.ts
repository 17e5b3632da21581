import type { Queryable } from "../../platform/sql";

export interface Membership {
  personId: string;
  conversationId: string;
  propertyId: number | null;
  internal: boolean;
}

/** In which conversations these people are, visitors' not among them. For the application itself and no person. */
export async function findMemberships(
  db: Queryable,
  orgId: string,
  personIds: readonly string[],
): Promise<Membership[]> {
  const { rows } = await db.query<{
    person_id: string;
    conversation_id: string;
    property_id: number | null;
    is_internal: boolean;
  }>(`SELECT person_id, conversation_id, property_id, is_internal FROM memberships_of($1, $2::uuid[])`, [
    orgId,
    personIds,
  ]);
  return rows.map((row) => ({
    personId: row.person_id,
    conversationId: row.conversation_id,
    propertyId: row.property_id,
    internal: row.is_internal,
  }));
}

export interface ChangedMemberships {
  people: { orgId: string; personId: string }[];
  /** Give it back to learn what changes after this reading. */
  upTo: string;
}

/**
 * The people whose memberships changed since a reading; the first, with null, only begins. A change is told again as long as a
 * transaction that is older than it runs, and never missed.
 */
export async function findChangedMemberships(db: Queryable, since: string | null): Promise<ChangedMemberships> {
  const { rows } = await db.query<{ up_to: string; people: { orgId: string; personId: string }[] }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS up_to,
       coalesce((
         SELECT json_agg(DISTINCT jsonb_build_object('orgId', org_id, 'personId', person_id))
         FROM membership_change WHERE xid >= $1::text::xid8
       ), '[]') AS people`,
    [since],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a query without a table gave no row");
  return { people: row.people, upTo: row.up_to };
}

/** Drops changes from before the instant, which every reader has read long ago; returns how many. */
export async function dropMembershipChanges(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM membership_change WHERE changed_at < $1`, [before]);
  return rowCount ?? 0;
}
