export type Department = "front_desk" | "housekeeping" | "engineering" | "food_and_beverage" | "administration";

export type MemberStatus = "active" | "left";

/** Somebody who works at a property, with or without a login. */
export interface StaffMember {
  id: string;
  version: number;
  propertyId: number;
  /** The login of this member; null for who has none. */
  personId: string | null;
  /** The house's own number; unique at the property. */
  employeeNo: string | null;
  name: string;
  department: Department;
  position: string | null;
  status: MemberStatus;
}

export type ShiftState = "draft" | "published" | "accepted" | "started" | "ended" | "cancelled";

/** A planned stretch of work. */
export interface Shift {
  id: string;
  version: number;
  propertyId: number;
  department: Department;
  /** Null while nobody is planned for it. */
  memberId: string | null;
  memberName: string | null;
  /** RFC 3339, UTC. */
  startsAt: string;
  /** RFC 3339, UTC; at most 24 h behind startsAt. */
  endsAt: string;
  breakMinutes: number;
  note: string | null;
  state: ShiftState;
}

/** What actually was: from clocking in to clocking out. */
export interface Attendance {
  id: string;
  version: number;
  propertyId: number;
  memberId: string;
  memberName: string;
  department: Department;
  /** The shift that began with it; null for who came without one. */
  shiftId: string | null;
  startedAt: string;
  /** Null while the member is on duty. */
  endedAt: string | null;
}

/** What one shift leaves to the next. */
export interface Handover {
  id: string;
  version: number;
  propertyId: number;
  department: Department;
  text: string;
  /** Cash that is handed over, in minor units of the property's currency; null when none is. */
  cashMinor: number | null;
  currency: string;
  /** Person ids; names are in `GET /identity/people`. */
  writtenBy: string;
  writtenAt: string;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
}

export type TaskKind = "housekeeping" | "maintenance" | "guest_request" | "other";
export type TaskPriority = "low" | "normal" | "urgent";
export type TaskState = "open" | "assigned" | "accepted" | "in_progress" | "done" | "inspected" | "skipped";
export type TaskStepName = "assign" | "accept" | "start" | "finish" | "inspect" | "reopen" | "skip";

/** Something that is to be done, by whom and until when. */
export interface Task {
  id: string;
  version: number;
  propertyId: number;
  title: string;
  kind: TaskKind;
  priority: TaskPriority;
  /** The room's number as staff say it; null when it concerns none. */
  room: string | null;
  notes: string | null;
  /** RFC 3339, UTC; null when there is no hurry. */
  dueAt: string | null;
  state: TaskState;
  /** Member of the staff; null while it is nobody's. */
  assigneeId: string | null;
  assigneeName: string | null;
  createdBy: string;
  createdAt: string;
  /** When it was done last; null before. */
  doneAt: string | null;
}

/** One step of a task's life, for whoever asks what became of it. */
export interface TaskStep {
  step: TaskStepName | "create" | "edit";
  state: TaskState;
  /** Person id. */
  by: string;
  at: string;
  note: string | null;
}
