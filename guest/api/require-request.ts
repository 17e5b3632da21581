import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { ServiceRequest } from "../contract/types";
import { pool } from "../store/db";
import { findRequest } from "../store/service-request.store";

/** A request at which the caller has the permission. One that they may not see and one that does not exist answer alike. */
export async function requireRequest(id: string, permission: Permission): Promise<ServiceRequest> {
  const { orgId, grants } = caller();
  const request = isUuid(id) ? await findRequest(pool, orgId, id) : null;
  if (request === null || !decideAccess(grants, "guest.stay.read", request.propertyId).ok)
    return orThrow(refuse("request_not_found", { values: { id } }), guestErrors) as never;
  requirePermission(permission, request.propertyId);
  return request;
}
