import { APIError, ErrCode } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import type { Permission } from "../../identity/contract/permissions";
import type { ErrorDetails } from "../../platform/errors";
import { propertyOf } from "../domain/channel";
import { pool } from "../store/db";
import { type OrgState, readOrgState } from "../store/log.read";
import { requireSomewhere } from "./require-somewhere";

/**
 * The state of the caller's organisation, for what shows or changes its log as a whole: that needs the permission at every property that
 * has events.
 */
export async function requireEverywhere(permission: Permission): Promise<OrgState> {
  const properties = requireSomewhere(permission);
  const state = await readOrgState(pool, caller().orgId);
  const foreign = Object.keys(state.channels).map(propertyOf);
  if (!foreign.some((id) => id !== null && !properties.includes(id))) return state;
  const details: ErrorDetails = { reason: "permission_missing", errorId: null, errors: [], retryAfterMs: null };
  throw new APIError(
    ErrCode.PermissionDenied,
    `this concerns the whole organisation: it needs the permission ${permission} at each of its properties`,
    undefined,
    details,
  );
}
