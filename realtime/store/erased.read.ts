import type { Queryable } from "../../platform/sql";

/** The events of an organisation that were erased by its erasures after this one. */
export async function readErased(db: Queryable, orgId: string, after: number): Promise<Set<string>> {
  const { rows } = await db.query<{ event_id: string }>(
    `SELECT event_id FROM erased_event WHERE org_id = $1 AND erasure > $2`,
    [orgId, after],
  );
  return new Set(rows.map((row) => row.event_id));
}
