import { Topic } from "encore.dev/pubsub";
import type { EntityRef, ErasedEvent, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { Department, MemberStatus, ShiftState } from "./types";

export interface MemberData {
  id: string;
  personId: string | null;
  employeeNo: string | null;
  name: string;
  department: Department;
  position: string | null;
  status: MemberStatus;
}

export interface ShiftData {
  id: string;
  department: Department;
  memberId: string | null;
  memberName: string | null;
  startsAt: string;
  endsAt: string;
  breakMinutes: number;
  note: string | null;
  state: ShiftState;
}

export interface AttendanceData {
  id: string;
  memberId: string;
  memberName: string;
  department: Department;
  shiftId: string | null;
  startedAt: string;
  endedAt: string | null;
}

export interface HandoverData {
  id: string;
  department: Department;
  text: string;
  cashMinor: number | null;
  currency: string;
  writtenBy: string;
  writtenAt: string;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
}

/** A member joined, changed or left. Each event carries the row whole, as it is from now on. */
export type MemberChangedV1 = RowChangedV1<"member-changed", MemberData>;
/** A shift was planned or took a step. */
export interface ShiftChangedV1 {
  id: string;
  type: "shift-changed";
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  /** `restricted` while it is a draft: for who plans shifts. */
  class: "normal" | "restricted";
  data: ShiftData;
}
/** Somebody clocked in or out. */
export type AttendanceChangedV1 = RowChangedV1<"attendance-changed", AttendanceData>;
/** A handover was written or acknowledged. */
export type HandoverChangedV1 = RowChangedV1<"handover-changed", HandoverData>;

/** Every event of the stream `staff`. */
export type StaffEvent = MemberChangedV1 | ShiftChangedV1 | AttendanceChangedV1 | HandoverChangedV1 | RowsInvalidatedV1;

/** All events of staff but for tasks, in numbered batches per organisation. */
export const staffEvents = new Topic<EventBatch<StaffEvent | ErasedEvent>>("staff-events", {
  deliveryGuarantee: "at-least-once",
});
