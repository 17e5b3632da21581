import { iso, number, object, string, enum as oneOf, union, uuid, type ZodType } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { CURRENCIES, MAX_AMOUNT_MINOR } from "../../platform/money";
import { rowChangedSchema } from "../../platform/row-changed";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type { StaffEvent } from "./events";
import type { TaskEvent } from "./task-events";

const department = oneOf(["front_desk", "housekeeping", "engineering", "food_and_beverage", "administration"]);
const instant = iso.datetime();

const member = object({
  id: uuid(),
  personId: uuid().nullable(),
  employeeNo: string().max(32).nullable(),
  name: string().min(1).max(100),
  department,
  position: string().max(100).nullable(),
  status: oneOf(["active", "left"]),
});

const shift = object({
  id: uuid(),
  department,
  memberId: uuid().nullable(),
  memberName: string().max(100).nullable(),
  startsAt: instant,
  endsAt: instant,
  breakMinutes: number().int().min(0).max(480),
  note: string().max(500).nullable(),
  state: oneOf(["draft", "published", "accepted", "started", "ended", "cancelled"]),
});

const attendance = object({
  id: uuid(),
  memberId: uuid(),
  memberName: string().max(100),
  department,
  shiftId: uuid().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});

const handover = object({
  id: uuid(),
  department,
  text: string().min(1).max(4000),
  cashMinor: number().int().min(0).max(MAX_AMOUNT_MINOR).nullable(),
  currency: oneOf(CURRENCIES),
  writtenBy: uuid(),
  writtenAt: instant,
  acknowledgedBy: uuid().nullable(),
  acknowledgedAt: instant.nullable(),
});

const task = object({
  id: uuid(),
  title: string().min(1).max(200),
  kind: oneOf(["housekeeping", "maintenance", "guest_request", "other"]),
  priority: oneOf(["low", "normal", "urgent"]),
  room: string().max(16).nullable(),
  notes: string().max(2000).nullable(),
  dueAt: instant.nullable(),
  state: oneOf(["open", "assigned", "accepted", "in_progress", "done", "inspected", "skipped"]),
  assigneeId: uuid().nullable(),
  assigneeName: string().max(100).nullable(),
  createdBy: uuid(),
  createdAt: instant,
  doneAt: instant.nullable(),
});

/** What an event of staff must look like: checked before it is stored for publishing, and by whoever receives it. */
export const staffEvent: ZodType<StaffEvent> = union([
  rowChangedSchema("member", member),
  rowChangedSchema("shift", shift).extend({ class: oneOf(["normal", "restricted"]) }),
  rowChangedSchema("attendance", attendance),
  rowChangedSchema("handover", handover),
  rowsInvalidated,
]);

export const taskEvent: ZodType<TaskEvent> = union([rowChangedSchema("task", task), rowsInvalidated]);

/** Every event carries its row whole. */
export const staffCatalogue: EventCatalogue<StaffEvent> = {
  schema: staffEvent,
  stateLike: ["member-changed", "shift-changed", "attendance-changed", "handover-changed"],
};

export const tasksCatalogue: EventCatalogue<TaskEvent> = { schema: taskEvent, stateLike: ["task-changed"] };
