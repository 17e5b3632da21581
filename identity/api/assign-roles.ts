import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { caller, requirePermission } from "../contract/access";
import { identityErrors } from "../contract/errors";
import type { Role } from "../contract/permissions";
import { decideRoles } from "../domain/assign-roles";
import { tellOfUser } from "../engine/tell-of-user";
import { RELAYS } from "../jobs/relays";
import { pool } from "../store/db";
import { lockRoles, replaceRoles } from "../store/role.store";

interface AssignRolesRequest {
  personId: string;
  propertyId: number;
  /** All roles that the person has there from now on; none take the property away. */
  roles: Role[] & MaxLen<10>;
}

interface AssignRolesResponse {
  personId: string;
  propertyId: number;
  roles: Role[];
}

/** Sets what a person may do at a property (I9). It holds from the next request on; open streams follow within a second. */
export const assignRoles = api(
  { method: "PUT", path: "/identity/people/:personId/properties/:propertyId/roles", expose: true, auth: true },
  async ({ personId, propertyId, roles: wished }: AssignRolesRequest): Promise<AssignRolesResponse> => {
    const { permissions: own } = requirePermission("person.role.assign", propertyId);
    const roles = [...new Set(wished)].sort();
    const outcome = await inTx(pool, async (tx) => {
      const held = isUuid(personId) ? await lockRoles(tx, caller().orgId, personId, [propertyId]) : null;
      const [at] = held ?? [];
      if (at === undefined) return refuse("person_not_found", { values: { personId } });
      const decided = decideRoles({ own, before: at.roles, after: roles, otherOwners: at.otherOwners });
      if (!decided.ok) return decided;
      await replaceRoles(tx, personId, propertyId, roles);
      const isSame = at.roles.join() === roles.join();
      if (!isSame) await tellOfUser(tx, caller(), personId, [propertyId]);
      return accept(null);
    });
    RELAYS.users.wake();
    orThrow(outcome, identityErrors);
    return { personId, propertyId, roles };
  },
);
