import { APIError, type ErrCode } from "encore.dev/api";
import type { FieldError, Outcome, Refusal } from "./outcome";

/** `details` of every error that Lobby itself answers with. */
export interface ErrorDetails {
  /** Names the rule that said no, snake_case; `internal` and `unavailable` for failures. */
  reason: string;
  /** Finds the failure in the log; null for refusals, which need no log. */
  errorId: string | null;
  errors: FieldError[];
  /** When trying again may help; null when it will not. */
  retryAfterMs: number | null;
}

/** How a reason is answered. `{name}` in the message takes a value of the refusal; field errors are appended to it. */
export interface RefusalSpec {
  code: ErrCode;
  message: string;
}

/** One table per service: every reason its rules can give, exhaustive by type. */
export type RefusalTable<R extends string> = Readonly<Record<R, RefusalSpec>>;

/** The value, or the refusal thrown as the error that the table says. */
export function orThrow<T, R extends string>(outcome: Outcome<T, R>, table: RefusalTable<R>): T {
  if (outcome.ok) return outcome.value;
  throw toApiError(outcome, table);
}

/** The error that a refusal is answered with. */
export function toApiError<R extends string>(refusal: Refusal<R>, table: RefusalTable<R>): APIError {
  const spec = table[refusal.reason];
  const errors = refusal.errors ?? [];
  const said = spec.message.replace(/\{(\w+)\}/g, (_, name: string) => String(refusal.values?.[name] ?? ""));
  const message = [said, ...errors.map((e) => `${e.path}: ${e.message}`)].join("; ");
  const details: ErrorDetails = {
    reason: refusal.reason,
    errorId: null,
    errors,
    retryAfterMs: refusal.retryAfterMs ?? null,
  };
  return new APIError(spec.code, message, undefined, details);
}
