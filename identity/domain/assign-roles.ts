import type { Permission, Role } from "../contract/permissions";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { permissionsOf } from "../contract/roles";

export type RolesRefusal = "role_above_own" | "last_owner";

export interface RoleChange {
  /** What the one who changes may do at the property. */
  own: readonly Permission[];
  before: readonly Role[];
  after: readonly Role[];
  /** People who can log in and own the property, without the person whose roles change. */
  otherOwners: number;
}

/** Whether a person's roles at a property may change so (I9): nobody gives or takes more than they have, and an owner stays. */
export function decideRoles({ own, before, after, otherOwners }: RoleChange): Outcome<null, RolesRefusal> {
  const above = permissionsOf([...before, ...after]).find((permission) => !own.includes(permission));
  if (above !== undefined) return refuse("role_above_own", { values: { permission: above } });
  if (before.includes("owner") && !after.includes("owner") && otherOwners === 0) return refuse("last_owner");
  return accept(null);
}
