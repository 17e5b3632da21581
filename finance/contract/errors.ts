import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type FinanceRefusal =
  | "request_invalid"
  | "revenue_not_found"
  | "expense_not_found"
  | "expense_own"
  | "expense_above_limit"
  | "reversal_final"
  | "already_reversed"
  | "day_not_open"
  | "day_not_begun"
  | "checks_failed"
  | "cash_session_not_found"
  | "drawer_open"
  | "variance_above_limit"
  | "close_running"
  | "close_not_found"
  | "step_not_possible"
  | "version_conflict"
  | "cursor_invalid"
  | "idempotency_key_reused";

/** What finance's refusals are answered with. */
export const financeErrors: RefusalTable<FinanceRefusal> = {
  request_invalid: REQUEST_INVALID,
  revenue_not_found: { code: ErrCode.NotFound, message: "revenue {id} was not found" },
  expense_not_found: { code: ErrCode.NotFound, message: "expense {id} was not found" },
  expense_own: {
    code: ErrCode.PermissionDenied,
    message: "nobody decides on an expense of their own; ask somebody else who may approve",
  },
  expense_above_limit: {
    code: ErrCode.PermissionDenied,
    message: "{amount} is more than you may approve, which is {limit}; ask somebody with a higher limit",
  },
  reversal_final: { code: ErrCode.FailedPrecondition, message: "a reversal is not taken back; book it anew" },
  already_reversed: { code: ErrCode.FailedPrecondition, message: "{id} is taken back already" },
  day_not_open: {
    code: ErrCode.FailedPrecondition,
    message: "{businessDate} is not the open day, which is {open}",
  },
  day_not_begun: {
    code: ErrCode.FailedPrecondition,
    message: "{businessDate} has not begun: it is still {today} at the property",
  },
  checks_failed: {
    code: ErrCode.FailedPrecondition,
    message: "something is still open: {what}; settle it, or give a reason where one passes over it",
  },
  cash_session_not_found: { code: ErrCode.NotFound, message: "the cash session {id} was not found" },
  drawer_open: {
    code: ErrCode.FailedPrecondition,
    message: "you have a drawer open here already; count it before you open another one",
  },
  variance_above_limit: {
    code: ErrCode.PermissionDenied,
    message:
      "a variance of {variance} is more than you may accept yourself, which is {limit}; ask somebody else who may",
  },
  close_running: { code: ErrCode.Aborted, message: "another day is being closed; try again" },
  close_not_found: { code: ErrCode.NotFound, message: "the close {id} was not found" },
  step_not_possible: {
    code: ErrCode.FailedPrecondition,
    message: "{step} is not possible while it is {state}; possible: {possible}",
  },
  version_conflict: {
    code: ErrCode.Aborted,
    message: "it was changed meanwhile: version {version}, not {expected}; read it anew and decide again",
  },
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the newest",
  },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key for a new booking",
  },
};
