import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";

export type FinanceRefusal = "request_invalid" | "revenue_not_found" | "cursor_invalid" | "idempotency_key_reused";

/** What finance's refusals are answered with. */
export const financeErrors: RefusalTable<FinanceRefusal> = {
  request_invalid: { code: ErrCode.InvalidArgument, message: "the request is not valid" },
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
