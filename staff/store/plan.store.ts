import { validate as isUuid } from "uuid";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { StaffMember, Shift } from "../contract/types";
import { TAKEN } from "../domain/shift";
import { columns, lock, read } from "./staff.store";

type MemberRefusal = "member_not_found" | "member_left" | "member_elsewhere";

/** The member, locked, if they work or worked at the property. */
export async function lockMember(
  tx: Tx,
  orgId: string,
  propertyId: number,
  id: string,
): Promise<Outcome<StaffMember, "member_not_found" | "member_elsewhere">> {
  const member = isUuid(id) ? await lock(tx, "member", orgId, id) : null;
  if (member === null) return refuse("member_not_found", { values: { id } });
  if (member.propertyId !== propertyId) return refuse("member_elsewhere", { values: { id } });
  return accept(member);
}

/** The member, locked, if they can be given work at the property. */
export async function lockWorker(
  tx: Tx,
  orgId: string,
  propertyId: number,
  id: string,
): Promise<Outcome<StaffMember, MemberRefusal>> {
  const member = await lockMember(tx, orgId, propertyId, id);
  if (!member.ok || member.value.status === "active") return member;
  return refuse("member_left", { values: { name: member.value.name } });
}

/**
 * The shift with this member, nobody when none is given. The member is locked until the transaction ends, so that two plans at once
 * cannot both find the time free.
 */
export async function planFor(
  tx: Tx,
  orgId: string,
  shift: Shift,
  memberId: string | undefined,
): Promise<Outcome<Shift, MemberRefusal | "shift_overlaps">> {
  if (memberId === undefined || memberId === "") return accept({ ...shift, memberId: null, memberName: null });
  const worker = await lockWorker(tx, orgId, shift.propertyId, memberId);
  if (!worker.ok) return worker;
  const { rows } = await tx.query(
    `SELECT ${columns("shift")} FROM shift
     WHERE member_id = $1 AND id <> $2 AND state = ANY($3) AND starts_at < $5 AND ends_at > $4 ORDER BY starts_at LIMIT 1`,
    [memberId, shift.id, TAKEN, shift.startsAt, shift.endsAt],
  );
  const { name } = worker.value;
  if (rows[0] !== undefined) {
    const { startsAt, endsAt } = read("shift", rows[0]);
    return refuse("shift_overlaps", { values: { name, startsAt, endsAt } });
  }
  return accept({ ...shift, memberId, memberName: name });
}

/** Shifts of a member that clocking in could be for. */
export async function shiftsToStart(tx: Tx, memberId: string): Promise<Shift[]> {
  const { rows } = await tx.query(
    `SELECT ${columns("shift")} FROM shift WHERE member_id = $1 AND state IN ('accepted', 'started') ORDER BY starts_at FOR UPDATE`,
    [memberId],
  );
  return rows.map((row) => read("shift", row));
}
