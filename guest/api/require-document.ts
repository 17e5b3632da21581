import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { IdDocument } from "../contract/types";
import { pool } from "../store/db";
import { findDocument } from "../store/id-document.read";

/** A document at which the caller has the permission. One that they may not see and one that does not exist answer alike. */
export async function requireDocument(id: string, permission: Permission): Promise<IdDocument> {
  const { orgId, grants } = caller();
  const document = isUuid(id) ? await findDocument(pool, orgId, id) : null;
  if (document === null || !decideAccess(grants, "guest.restricted.read", document.propertyId).ok)
    return orThrow(refuse("document_not_found", { values: { id } }), guestErrors) as never;
  requirePermission(permission, document.propertyId);
  return document;
}
