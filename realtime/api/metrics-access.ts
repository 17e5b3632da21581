import { APIError, ErrCode } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import type { ErrorDetails } from "../../platform/errors";

/** The properties at which the caller may see metrics; throws permission_denied when there is none. */
export function requireMetrics(): number[] {
  const allowed = caller().grants.filter((grant) => grant.permissions.includes("realtime.metrics.read"));
  if (allowed.length > 0) return allowed.map((grant) => grant.propertyId);
  const details: ErrorDetails = { reason: "permission_missing", errorId: null, errors: [], retryAfterMs: null };
  throw new APIError(
    ErrCode.PermissionDenied,
    "this needs the permission realtime.metrics.read at a property",
    undefined,
    details,
  );
}
