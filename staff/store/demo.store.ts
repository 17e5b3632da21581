import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { Shift, StaffMember } from "../contract/types";
import { columns, read } from "./staff.store";

/** Whether nobody ever was on the staff. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM member) AS empty`);
  return rows[0]?.empty === true;
}

/** Takes the right to seed for the rest of the transaction and tells whether there is anything to do. */
export async function lockIfEmpty(tx: Tx): Promise<boolean> {
  await lockDemo(tx);
  return isEmpty(tx);
}

/** One process at a time works on the demo, until its transaction ends. */
export const lockDemo = (tx: Tx): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('demo_seed'))::text`);

/** Members without a login who have one of these names, locked. */
export async function lockMembersNamed(
  tx: Tx,
  { orgId, propertyId }: { orgId: string; propertyId: number },
  names: readonly string[],
): Promise<StaffMember[]> {
  const { rows } = await tx.query(
    `SELECT ${columns("member")} FROM member
     WHERE org_id = $1 AND property_id = $2 AND person_id IS NULL AND status = 'active' AND name = ANY($3)
     ORDER BY id FOR UPDATE`,
    [orgId, propertyId, names],
  );
  return rows.map((row) => read("member", row));
}

/** All that these members were ever planned for, earliest first. */
export async function listShiftsOf(tx: Tx, memberIds: readonly string[]): Promise<Shift[]> {
  const { rows } = await tx.query(
    `SELECT ${columns("shift")} FROM shift WHERE member_id = ANY($1) ORDER BY starts_at`,
    [memberIds],
  );
  return rows.map((row) => read("shift", row));
}

/** The first tasks of a property, at most 20. */
export async function findOldestTasks(
  db: Queryable,
  orgId: string,
  propertyId: number,
): Promise<{ id: string; title: string }[]> {
  const { rows } = await db.query<{ id: string; title: string }>(
    `SELECT id, title FROM task WHERE org_id = $1 AND property_id = $2 ORDER BY created_at, id LIMIT 20`,
    [orgId, propertyId],
  );
  return rows;
}
