import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type FinanceRefusal = "request_invalid" | "revenue_not_found" | "cursor_invalid" | "idempotency_key_reused";

/** What finance's refusals are answered with. */
export const financeErrors: RefusalTable<FinanceRefusal> = {
  request_invalid: REQUEST_INVALID,
  revenue_not_found: { code: ErrCode.NotFound, message: "revenue {id} was not found" },
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the newest",
  },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key for a new booking",
  },
};
