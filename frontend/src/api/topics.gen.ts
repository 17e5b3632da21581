// Generated from the source of the application. Do not edit.
/* eslint-disable */

/** What is published on each topic, as JSON. */
export interface Topics {
  "finance-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.FinanceEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "staff-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.StaffEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
  "tasks-events": {
    service: string;
    orgId: string;
    batchNo: number;
    events: (contract.TaskEvent | platform.ErasedEvent)[];
    /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
    publishedAtMs?: number;
  };
}

export namespace contract {
  /** Somebody clocked in or out. */
  export interface AttendanceChangedV1 {
    id: string;
    type: "attendance-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.AttendanceData;
  }

  export interface AttendanceData {
    id: string;
    memberId: string;
    memberName: string;
    department: contract.Department;
    shiftId: string | null;
    startedAt: string;
    endedAt: string | null;
  }

  export type Department = "front_desk" | "housekeeping" | "engineering" | "food_and_beverage" | "administration";

  /** Every event of finance. A new type joins this union; a changed one gets a new `v`. */
  export type FinanceEvent = contract.RevenueRecordedV1 | platform.RowsInvalidatedV1;

  /** A handover was written or acknowledged. */
  export interface HandoverChangedV1 {
    id: string;
    type: "handover-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.HandoverData;
  }

  export interface HandoverData {
    id: string;
    department: contract.Department;
    text: string;
    cashMinor: number | null;
    currency: string;
    writtenBy: string;
    writtenAt: string;
    acknowledgedBy: string | null;
    acknowledgedAt: string | null;
  }

  /** A member joined, changed or left. Each event carries the row whole, as it is from now on. */
  export interface MemberChangedV1 {
    id: string;
    type: "member-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.MemberData;
  }

  export interface MemberData {
    id: string;
    personId: string | null;
    employeeNo: string | null;
    name: string;
    department: contract.Department;
    position: string | null;
    status: contract.MemberStatus;
  }

  export type MemberStatus = "active" | "left";

  /** How it was paid. `credit` is owed by a guest or a company, `ota` is collected by the booking channel. */
  export type PaymentMode = "cash" | "card" | "bank" | "upi" | "ota" | "credit";

  export interface RevenueRecordedData {
    id: string;
    amountMinor: number;
    currency: string;
    source: contract.RevenueSource;
    paymentMode: contract.PaymentMode;
    description: string | null;
    bankReference: string | null;
    businessDate: string;
    occurredAt: string;
    recordedBy: string;
  }

  /** A line of revenue was booked (an Envelope). Its entity is `revenue` at version 1, and no other event follows for that entity. */
  export interface RevenueRecordedV1 {
    id: string;
    type: "revenue-recorded";
    v: 1;
    at: string;
    /** Finance never moves money without a property. */
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.RevenueRecordedData;
  }

  /** What was sold. */
  export type RevenueSource = "room" | "fnb" | "addon" | "other";

  /** A shift was planned or took a step. */
  export interface ShiftChangedV1 {
    id: string;
    type: "shift-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.ShiftData;
  }

  export interface ShiftData {
    id: string;
    department: contract.Department;
    memberId: string | null;
    memberName: string | null;
    startsAt: string;
    endsAt: string;
    breakMinutes: number;
    note: string | null;
    state: contract.ShiftState;
  }

  export type ShiftState = "draft" | "published" | "accepted" | "started" | "ended" | "cancelled";

  /** Every event of the stream `staff`. */
  export type StaffEvent = contract.MemberChangedV1 | contract.ShiftChangedV1 | contract.AttendanceChangedV1 | contract.HandoverChangedV1 | platform.RowsInvalidatedV1;

  /** A task was made, edited or took a step. Each event carries the row whole, as it is from now on. */
  export interface TaskChangedV1 {
    id: string;
    type: "task-changed";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: contract.TaskData;
  }

  export interface TaskData {
    id: string;
    title: string;
    kind: contract.TaskKind;
    priority: contract.TaskPriority;
    room: string | null;
    notes: string | null;
    dueAt: string | null;
    state: contract.TaskState;
    assigneeId: string | null;
    assigneeName: string | null;
    createdBy: string;
    createdAt: string;
    doneAt: string | null;
  }

  /** Every event of the stream `tasks`. */
  export type TaskEvent = contract.TaskChangedV1 | platform.RowsInvalidatedV1;

  export type TaskKind = "housekeeping" | "maintenance" | "guest_request" | "other";

  export type TaskPriority = "low" | "normal" | "urgent";

  export type TaskState = "open" | "assigned" | "accepted" | "in_progress" | "done" | "inspected" | "skipped";
}

export namespace platform {
  export interface EntityRef {
    kind: string;
    id: string;
    /** Raised by one with every change of the entity, under its row lock. */
    version: number;
  }

  /** What is left of an event whose payload was erased before it came into the log (RT11). */
  export interface ErasedEvent {
    data: null;
    /** Payload hash of what was erased. */
    hash: string;
    /** UUIDv7, made where the event is made: the key for deduplication. */
    id: string;
    /** Past tense, kebab-case: `revenue-recorded`. */
    type: string;
    /** Version of `data` for this type. */
    v: number;
    /** RFC 3339, UTC. */
    at: string;
    /** The property it belongs to; null when it concerns the organisation. */
    propertyId: number | null;
    entity: platform.EntityRef;
    /** The person who did it; `system` for the application itself. */
    actorId: string;
    /** `restricted` events (pay, ID data) form channels of their own, which need a permission of their own. */
    class: "normal" | "restricted";
  }

  export interface RowsInvalidatedData {
    /** Kinds of entities, as the events of the same service name them. */
    kinds: string[];
    reason: "import" | "restore" | "erasure";
  }

  /**
   * Rows of these kinds changed without events of their own: whoever shows them fetches them anew (RT26). Any service may have it among its
   * events; its entity is of kind `rows`, with the event's own id.
   */
  export interface RowsInvalidatedV1 {
    id: string;
    type: "rows-invalidated";
    v: 1;
    at: string;
    propertyId: number;
    entity: platform.EntityRef;
    actorId: string;
    class: "normal";
    data: platform.RowsInvalidatedData;
  }
}
