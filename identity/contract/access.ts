import { getAuthData } from "~encore/auth";
import { APIError, ErrCode, middleware } from "encore.dev/api";
import { orThrow, toApiError } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { accessErrors } from "./access-errors";
import type { AuthData, Grant } from "./auth";
import { decideAccess } from "./grants";
import type { Permission } from "./permissions";

/** Who calls. Throws unauthenticated where nobody is known, e.g. in an endpoint that forgot `auth: true`. */
export function caller(): AuthData {
  const auth: AuthData | null = getAuthData();
  if (auth === null) throw new APIError(ErrCode.Unauthenticated, "this needs a login");
  return auth;
}

/**
 * The caller's grant at the property, if it holds the permission. A property of another organisation, one that the caller has no role
 * at and one that does not exist give the same not_found; a missing permission gives permission_denied and names it.
 */
export function requirePermission(permission: Permission, propertyId: number): Grant {
  return orThrow(decideAccess(caller().grants, permission, propertyId), accessErrors);
}

/**
 * Middleware of every service: credentials in the URL (`access_token`, `ticket`) end up in logs and histories, so they open streams
 * and downloads (raw endpoints that are tagged `stream` or `download`) and nothing else.
 */
export const headerCredentials = middleware({ target: { auth: true, isStream: false } }, async (req, next) => {
  const meta = req.requestMeta;
  const tags = meta?.type === "api-call" ? meta.api.tags : [];
  const opensByUrl = tags.includes("stream") || tags.includes("download");
  if (!opensByUrl && caller().via !== "header") throw toApiError(refuse("credential_in_url"), accessErrors);
  return next(req);
});
