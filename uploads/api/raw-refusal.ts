import { APIError, ErrCode } from "encore.dev/api";
import { answerTo } from "../../platform/failures";
import { UPLOAD_STATUS } from "../contract/errors";

/** As Encore answers them (docs: errors). */
const STATUS: Record<string, number> = {
  [ErrCode.InvalidArgument]: 400,
  [ErrCode.FailedPrecondition]: 400,
  [ErrCode.OutOfRange]: 400,
  [ErrCode.Unauthenticated]: 401,
  [ErrCode.PermissionDenied]: 403,
  [ErrCode.NotFound]: 404,
  [ErrCode.AlreadyExists]: 409,
  [ErrCode.Aborted]: 409,
  [ErrCode.ResourceExhausted]: 429,
  [ErrCode.Unavailable]: 503,
};

export interface RawRefusal {
  status: number;
  /** JSON, as of every other error of the application. */
  body: string;
  retryAfterMs: number | null;
}

/** What a raw endpoint answers in place of an error: Encore's shape, with the status that HTTP has for it. */
export function rawRefusal(err: unknown, endpoint: string): RawRefusal {
  const error = err instanceof APIError ? err : answerTo(err, { service: "uploads", endpoint });
  const details = error.details as { reason?: string; retryAfterMs?: number | null } | undefined;
  const status = UPLOAD_STATUS[details?.reason ?? ""] ?? STATUS[error.code] ?? 500;
  const body = JSON.stringify({ code: error.code, message: error.message, details: details ?? null });
  return { status, body, retryAfterMs: details?.retryAfterMs ?? null };
}
