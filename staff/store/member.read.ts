import { type Refusal, refuse } from "../../platform/outcome";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { StaffMember } from "../contract/types";
import { columns, read } from "./staff.store";

/**
 * Why the member's number or login cannot be theirs; null when it can. Holds the property until the transaction ends, so that two who
 * ask at once do not both hear yes.
 */
export async function takenBy(
  tx: Tx,
  orgId: string,
  { id, propertyId, employeeNo, personId, status }: StaffMember,
): Promise<Refusal<"employee_no_taken" | "person_taken"> | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('member ' || $1), $2)::text`, [orgId, propertyId]);
  const { rows } = await tx.query<{ number: boolean; login: boolean }>(
    `SELECT coalesce(bool_or(employee_no = $4), false) AS number,
            coalesce(bool_or(person_id = $5 AND status = 'active'), false) AS login
     FROM member WHERE org_id = $1 AND property_id = $2 AND id <> $3`,
    [orgId, propertyId, id, employeeNo, personId],
  );
  if (rows[0]?.number === true) return refuse("employee_no_taken", { values: { employeeNo: employeeNo ?? "" } });
  return status === "active" && rows[0]?.login === true ? refuse("person_taken") : null;
}

/** The active member that a login is at a property, locked until the transaction ends. */
export async function lockMemberOf(
  tx: Tx,
  orgId: string,
  propertyId: number,
  personId: string,
): Promise<StaffMember | null> {
  const { rows } = await tx.query(
    `SELECT ${columns("member")} FROM member
     WHERE org_id = $1 AND property_id = $2 AND person_id = $3 AND status = 'active' FOR UPDATE`,
    [orgId, propertyId, personId],
  );
  return rows[0] === undefined ? null : read("member", rows[0]);
}

/** The member that a login has on duty at a property, whether they work there still or left meanwhile; locked. */
export async function lockMemberOnDuty(
  tx: Tx,
  orgId: string,
  propertyId: number,
  personId: string,
): Promise<StaffMember | null> {
  const { rows } = await tx.query(
    `SELECT ${columns("member")} FROM member
     WHERE org_id = $1 AND property_id = $2 AND person_id = $3
       AND EXISTS (SELECT FROM attendance WHERE member_id = member.id AND ended_at IS NULL)
     ORDER BY status, id LIMIT 1 FOR UPDATE`,
    [orgId, propertyId, personId],
  );
  return rows[0] === undefined ? null : read("member", rows[0]);
}

/** The member's id that a login is at a property; null when it is none. */
export async function memberIdOf(
  db: Queryable,
  orgId: string,
  propertyId: number,
  personId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM member WHERE org_id = $1 AND property_id = $2 AND person_id = $3 AND status = 'active'`,
    [orgId, propertyId, personId],
  );
  return rows[0]?.id ?? null;
}
