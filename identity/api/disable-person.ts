import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { caller } from "../contract/access";
import { identityErrors } from "../contract/errors";
import { decideRoles } from "../domain/assign-roles";
import { tellOfUser } from "../engine/tell-of-user";
import { RELAYS } from "../jobs/relays";
import { pool } from "../store/db";
import { setDisabled } from "../store/person.store";
import { lockRoles } from "../store/role.store";
import { endSessionsOf } from "../store/session.store";

interface DisablePersonRequest {
  personId: string;
  /** False lets the person log in again, with the roles of before. */
  disabled: boolean;
}

interface DisablePersonResponse {
  personId: string;
  disabled: boolean;
}

/**
 * Keeps a person out, or lets them in again: all logins end, open streams within a second. The roles stay, for what was recorded.
 * Needs the right to assign all roles that the person has, at every property where they have one (I9).
 */
export const disablePerson = api(
  { method: "PUT", path: "/identity/people/:personId/disabled", expose: true, auth: true },
  async ({ personId, disabled }: DisablePersonRequest): Promise<DisablePersonResponse> => {
    const { orgId, grants } = caller();
    const now = clock.now();
    const outcome = await inTx(pool, async (tx) => {
      const held = isUuid(personId) ? await lockRoles(tx, orgId, personId, "all") : null;
      // Whoever has no role anywhere is at no property at which anybody could be asked.
      if (held === null || held.length === 0) return refuse("person_not_found", { values: { personId } });
      for (const { propertyId, roles, otherOwners } of held) {
        const own = grants.find((grant) => grant.propertyId === propertyId)?.permissions ?? [];
        if (!own.includes("person.role.assign")) return refuse("roles_elsewhere");
        const decided = decideRoles({ own, before: roles, after: disabled ? [] : roles, otherOwners });
        if (!decided.ok) return decided;
      }
      const isChanged = await setDisabled(tx, personId, disabled, now);
      if (disabled) await endSessionsOf(tx, personId, { reason: "person_disabled", now });
      const at = held.map(({ propertyId }) => propertyId);
      if (isChanged) await tellOfUser(tx, caller(), personId, at);
      return accept(null);
    });
    RELAYS.users.wake();
    orThrow(outcome, identityErrors);
    return { personId, disabled };
  },
);
