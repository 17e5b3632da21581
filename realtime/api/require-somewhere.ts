import { APIError, ErrCode } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import type { Permission } from "../../identity/contract/permissions";
import type { ErrorDetails } from "../../platform/errors";

/** The properties at which the caller holds the permission; throws permission_denied when there is none. */
export function requireSomewhere(permission: Permission): number[] {
  const allowed = caller().grants.filter((grant) => grant.permissions.includes(permission));
  if (allowed.length > 0) return allowed.map((grant) => grant.propertyId);
  const details: ErrorDetails = { reason: "permission_missing", errorId: null, errors: [], retryAfterMs: null };
  throw new APIError(
    ErrCode.PermissionDenied,
    `this needs the permission ${permission} at a property`,
    undefined,
    details,
  );
}
