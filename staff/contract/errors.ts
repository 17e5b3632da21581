import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type StaffRefusal =
  | "request_invalid"
  | "cursor_invalid"
  | "idempotency_key_reused"
  | "version_conflict"
  | "step_not_possible"
  | "member_not_found"
  | "member_left"
  | "member_elsewhere"
  | "employee_no_taken"
  | "person_taken"
  | "person_not_found"
  | "shift_not_found"
  | "shift_overlaps"
  | "shift_unassigned"
  | "task_not_found"
  | "task_of_other"
  | "handover_not_found"
  | "handover_own"
  | "not_a_member"
  | "already_on_duty"
  | "not_on_duty";

/** What staff's refusals are answered with. */
export const staffErrors: RefusalTable<StaffRefusal> = {
  request_invalid: REQUEST_INVALID,
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the beginning",
  },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key",
  },
  version_conflict: {
    code: ErrCode.Aborted,
    message: "it has changed meanwhile: version {version} is not {expected}; read it anew and decide again",
  },
  step_not_possible: {
    code: ErrCode.FailedPrecondition,
    message: "{step} is not possible while it is {state}; possible: {possible}",
  },
  member_not_found: { code: ErrCode.NotFound, message: "member {id} was not found" },
  member_left: { code: ErrCode.FailedPrecondition, message: "{name} does not work here any more" },
  member_elsewhere: { code: ErrCode.FailedPrecondition, message: "member {id} works at another property" },
  employee_no_taken: { code: ErrCode.AlreadyExists, message: "employeeNo: {employeeNo} is another member's already" },
  person_taken: { code: ErrCode.AlreadyExists, message: "personId: this login is another member's at this property" },
  person_not_found: { code: ErrCode.NotFound, message: "personId: person {id} was not found" },
  shift_not_found: { code: ErrCode.NotFound, message: "shift {id} was not found" },
  shift_overlaps: {
    code: ErrCode.FailedPrecondition,
    message: "{name} has another shift from {startsAt} to {endsAt}",
  },
  shift_unassigned: { code: ErrCode.FailedPrecondition, message: "nobody is planned for this shift yet" },
  task_not_found: { code: ErrCode.NotFound, message: "task {id} was not found" },
  task_of_other: {
    code: ErrCode.PermissionDenied,
    message: "this task is {name}'s; whoever manages tasks may take any step",
  },
  handover_not_found: { code: ErrCode.NotFound, message: "handover {id} was not found" },
  handover_own: {
    code: ErrCode.FailedPrecondition,
    message: "you wrote this handover; the next shift acknowledges it",
  },
  not_a_member: {
    code: ErrCode.FailedPrecondition,
    message: "your login belongs to no active member of the staff at this property",
  },
  already_on_duty: { code: ErrCode.FailedPrecondition, message: "{name} is on duty since {since}" },
  not_on_duty: { code: ErrCode.FailedPrecondition, message: "{name} is not on duty" },
};
