import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type GuestRefusal =
  | "request_invalid"
  | "cursor_invalid"
  | "idempotency_key_reused"
  | "version_conflict"
  | "room_not_found"
  | "room_exists"
  | "room_type_exists"
  | "reservation_not_found"
  | "state_forbids"
  | "room_missing"
  | "room_taken"
  | "room_out_of_order"
  | "room_not_ready"
  | "room_occupied"
  | "force_forbidden"
  | "not_today"
  | "document_not_found"
  | "batch_not_found"
  | "request_not_found"
  | "step_not_possible";

const precondition = (message: string): { code: ErrCode; message: string } => ({
  code: ErrCode.FailedPrecondition,
  message,
});

/** What guest's refusals are answered with. */
export const guestErrors: RefusalTable<GuestRefusal> = {
  request_invalid: REQUEST_INVALID,
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the beginning",
  },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key for a new request",
  },
  version_conflict: {
    code: ErrCode.Aborted,
    message:
      "somebody else changed it meanwhile: it is at version {version}, not {expected}; look at it again and repeat",
  },
  room_not_found: { code: ErrCode.NotFound, message: "room {id} was not found" },
  room_exists: { code: ErrCode.AlreadyExists, message: "there is a room {number} at this property" },
  room_type_exists: { code: ErrCode.AlreadyExists, message: "there is a room type {code} at this property" },
  reservation_not_found: { code: ErrCode.NotFound, message: "reservation {id} was not found" },
  state_forbids: precondition("a reservation that is {state} allows no {action}; allowed are: {allowed}"),
  room_missing: precondition("no room is assigned; assign one, or name it with the check-in"),
  room_taken: {
    code: ErrCode.AlreadyExists,
    message: "room {number} is sold on {night} to reservation {confirmation}; choose another room",
  },
  room_out_of_order: precondition("room {number} is {service}; choose another room, or put it back in service"),
  room_not_ready: precondition("room {number} is {housekeeping}; it must be clean or inspected"),
  room_occupied: precondition("room {number} is occupied; check its guest out first, or choose another room"),
  force_forbidden: {
    code: ErrCode.PermissionDenied,
    message: "a check-in to a dirty room needs the permission guest.checkin.force at this property",
  },
  batch_not_found: { code: ErrCode.NotFound, message: "batch {id} was not found" },
  document_not_found: { code: ErrCode.NotFound, message: "document {id} was not found" },
  request_not_found: { code: ErrCode.NotFound, message: "request {id} was not found" },
  step_not_possible: precondition("a request that is {state} cannot take the step {step}; possible are: {possible}"),
  not_today: precondition("{what}; the business date is {businessDate}"),
};
