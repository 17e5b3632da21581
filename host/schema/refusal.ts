import type { ErrCode } from "./error-codes";

/**
 * A request that is answered with an error. `message` and `details` are for the caller, `internal` only for the log and for the
 * profile `run`. `details` is a plain JSON value, already converted from what the handler gave.
 */
export class Refusal extends Error {
  readonly code: ErrCode;
  readonly internal: string | undefined;
  readonly details: object | undefined;
  /** Headers that middleware had set when the answer could not be built; they are sent all the same. */
  headers: readonly [name: string, value: string][] = [];

  constructor(code: ErrCode, message: string, internal?: string, details?: object) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.internal = internal;
    this.details = details;
  }
}

/** The refusal of a value that the caller sent. */
export function invalid(message: string, internal?: string): Refusal {
  return new Refusal("invalid_argument", message, internal);
}
