import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { type Change, rowChanged } from "../../platform/row-changed";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { StaffEvent } from "../contract/events";
import type { Attendance, StaffMember, Shift } from "../contract/types";
import { shiftChanged } from "../domain/events";
import { shiftToStart } from "../domain/shift";
import { shiftsToStart } from "./plan.store";
import { appendStaffEvents, columns, insert, lock, read, update } from "./staff.store";

interface Punch extends Omit<Change, "eventId"> {
  /** When it was, unless it is now. */
  at?: Date;
}

/** Begins a member's attendance, and with it the shift that is due, unless that was started before. The member must be locked. */
export async function clockIn(
  tx: Tx,
  orgId: string,
  member: StaffMember,
  punch: Punch,
): Promise<Outcome<Attendance, "already_on_duty">> {
  const open = await openAttendance(tx, member.id);
  if (open !== null) return refuse("already_on_duty", { values: { name: member.name, since: open.startedAt } });
  const shift = shiftToStart(await shiftsToStart(tx, member.id), punch.at ?? punch.now);
  const attendance: Attendance = {
    id: newId(),
    version: 1,
    propertyId: member.propertyId,
    memberId: member.id,
    memberName: member.name,
    department: member.department,
    shiftId: shift?.id ?? null,
    startedAt: (punch.at ?? punch.now).toISOString(),
    endedAt: null,
  };
  await insert(tx, "attendance", orgId, attendance);
  const started = shift?.state !== "accepted" ? [] : [await stepOn(tx, orgId, shift, "started", punch)];
  await appendStaffEvents(tx, orgId, [changed(attendance, punch), ...started]);
  return accept(attendance);
}

/** Ends a member's attendance, and the shift that began with it. The member must be locked. */
export async function clockOut(
  tx: Tx,
  orgId: string,
  member: StaffMember,
  punch: Punch,
): Promise<Outcome<Attendance, "not_on_duty">> {
  const open = await openAttendance(tx, member.id);
  if (open === null) return refuse("not_on_duty", { values: { name: member.name } });
  const attendance: Attendance = { ...open, version: open.version + 1, endedAt: (punch.at ?? punch.now).toISOString() };
  await update(tx, "attendance", orgId, attendance);
  const shift = open.shiftId === null ? null : await lock(tx, "shift", orgId, open.shiftId);
  const ended = shift?.state === "started" ? [await stepOn(tx, orgId, shift, "ended", punch)] : [];
  await appendStaffEvents(tx, orgId, [changed(attendance, punch), ...ended]);
  return accept(attendance);
}

async function stepOn(
  tx: Tx,
  orgId: string,
  shift: Shift,
  state: "started" | "ended",
  punch: Punch,
): Promise<StaffEvent> {
  const next: Shift = { ...shift, version: shift.version + 1, state };
  await update(tx, "shift", orgId, next);
  return shiftChanged(next, { ...punch, eventId: newId() });
}

const changed = (attendance: Attendance, punch: Punch): StaffEvent =>
  rowChanged("attendance", attendance, { ...punch, eventId: newId() });

async function openAttendance(db: Queryable, memberId: string): Promise<Attendance | null> {
  const { rows } = await db.query(
    `SELECT ${columns("attendance")} FROM attendance WHERE member_id = $1 AND ended_at IS NULL`,
    [memberId],
  );
  return rows[0] === undefined ? null : read("attendance", rows[0]);
}

/** Whether the login is on duty at the property. */
export async function isOnDuty(db: Queryable, orgId: string, propertyId: number, personId: string): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT FROM attendance a JOIN member m ON m.id = a.member_id
     WHERE m.org_id = $1 AND m.property_id = $2 AND m.person_id = $3 AND a.ended_at IS NULL`,
    [orgId, propertyId, personId],
  );
  return rows.length > 0;
}
