import { APIError, ErrCode } from "encore.dev/api";
import type { ErrorFrame, ErrorReason, FieldError } from "../contract/error-frame";
import type { ErrorDetails } from "../../platform/errors";

/** How the refusals of RT15 that a request over plain HTTP can meet are answered; the others cannot come about there. */
const CODES: Partial<Record<ErrorReason, ErrCode>> = {
  bad_handshake: ErrCode.InvalidArgument,
  unsupported_version: ErrCode.InvalidArgument,
  unknown_service: ErrCode.InvalidArgument,
  unknown_property: ErrCode.NotFound,
  not_permitted: ErrCode.PermissionDenied,
  session_ended: ErrCode.Unauthenticated,
  too_many_connections: ErrCode.ResourceExhausted,
  overloaded: ErrCode.Unavailable,
  draining: ErrCode.Unavailable,
};

interface RefusalDetails extends ErrorDetails {
  allowed?: readonly (string | number)[];
}

/** An error frame as an HTTP error with the same reason, fields and time to come back. */
export function refusalError(frame: ErrorFrame): APIError {
  const { reason, message, errors = [], errorId = null, retryAfterMs = null, allowed } = frame;
  const details: RefusalDetails = { reason, errorId, errors, retryAfterMs, ...(allowed ? { allowed } : {}) };
  return new APIError(CODES[reason] ?? ErrCode.Internal, message, undefined, details);
}

/** Parameters of the query that are no part of the handshake, refused as the handshake refuses its own. */
export function badQuery(errors: FieldError[]): APIError {
  const message = errors.map((e) => `${e.path}: ${e.message}`).join("; ");
  const details: ErrorDetails = { reason: "bad_handshake", errorId: null, errors, retryAfterMs: null };
  return new APIError(ErrCode.InvalidArgument, message, undefined, details);
}
