import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Grant } from "./auth";
import type { Permission } from "./permissions";

export type AccessRefusal = "property_not_found" | "permission_missing";

/** Whether these grants hold the permission at the property (I3: what no grant names does not exist for the caller). */
export function decideAccess(
  grants: readonly Grant[],
  permission: Permission,
  propertyId: number,
): Outcome<Grant, AccessRefusal> {
  const grant = grants.find((g) => g.propertyId === propertyId);
  if (grant === undefined) return refuse("property_not_found", { values: { propertyId } });
  if (!grant.permissions.includes(permission))
    return refuse("permission_missing", { values: { permission, propertyId } });
  return accept(grant);
}
