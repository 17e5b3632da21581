import { appendEvents } from "../../platform/outbox";
import { fromRow, findRow, insertRow, lockRow, updateRow, columnsOf } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import { staffEvent, taskEvent } from "../contract/events.schema";
import type { StaffEvent } from "../contract/events";
import type { TaskEvent } from "../contract/task-events";
import type { Attendance, Handover, StaffMember, Shift, Task } from "../contract/types";

/** The tables of staff: the fields of their rows, in the order in which answers have them. */
const TABLES = {
  member: [
    "id",
    "version",
    "propertyId",
    "personId",
    "employeeNo",
    "name",
    "department",
    "position",
    "status",
  ] satisfies (keyof StaffMember)[],
  shift: [
    "id",
    "version",
    "propertyId",
    "department",
    "memberId",
    "memberName",
    "startsAt",
    "endsAt",
    "breakMinutes",
    "note",
    "state",
  ] satisfies (keyof Shift)[],
  attendance: [
    "id",
    "version",
    "propertyId",
    "memberId",
    "memberName",
    "department",
    "shiftId",
    "startedAt",
    "endedAt",
  ] satisfies (keyof Attendance)[],
  handover: [
    "id",
    "version",
    "propertyId",
    "department",
    "text",
    "cashMinor",
    "currency",
    "writtenBy",
    "writtenAt",
    "acknowledgedBy",
    "acknowledgedAt",
  ] satisfies (keyof Handover)[],
  task: [
    "id",
    "version",
    "propertyId",
    "title",
    "kind",
    "priority",
    "room",
    "notes",
    "dueAt",
    "state",
    "assigneeId",
    "assigneeName",
    "createdBy",
    "createdAt",
    "doneAt",
  ] satisfies (keyof Task)[],
};

interface Rows {
  member: StaffMember;
  shift: Shift;
  attendance: Attendance;
  handover: Handover;
  task: Task;
}

export type Table = keyof Rows;

const fieldsOf = <T extends Table>(table: T) => TABLES[table] as unknown as readonly (keyof Rows[T] & string)[];

/** The columns of the table, for a SELECT. */
export const columns = (table: Table): string => columnsOf(fieldsOf(table) as never);

/** A row of the table as answers have it. */
export const read = <T extends Table>(_table: T, row: object): Rows[T] => fromRow<Rows[T]>(row);

export const find = <T extends Table>(db: Queryable, table: T, orgId: string, id: string): Promise<Rows[T] | null> =>
  findRow<Rows[T]>(db, table, fieldsOf(table), orgId, id);

/** The row, locked until the transaction ends. */
export const lock = <T extends Table>(tx: Tx, table: T, orgId: string, id: string): Promise<Rows[T] | null> =>
  lockRow<Rows[T]>(tx, table, fieldsOf(table), orgId, id);

export const insert = <T extends Table>(tx: Tx, table: T, orgId: string, row: Rows[T]): Promise<void> =>
  insertRow(tx, table, orgId, row);

/** Writes the row over its last version. */
export const update = <T extends Table>(tx: Tx, table: T, orgId: string, row: Rows[T]): Promise<void> =>
  updateRow(tx, table, orgId, row);

/** Stores events for the relay, as the last statement of the transaction. One that breaks its contract is a bug and throws. */
export const appendStaffEvents = (tx: Tx, orgId: string, events: readonly StaffEvent[]): Promise<void> =>
  appendEvents(
    tx,
    "staff",
    orgId,
    events.map((event) => staffEvent.parse(event)),
  );

/** The same for the stream of tasks. */
export const appendTaskEvents = (tx: Tx, orgId: string, events: readonly TaskEvent[]): Promise<void> =>
  appendEvents(
    tx,
    "tasks",
    orgId,
    events.map((event) => taskEvent.parse(event)),
  );
