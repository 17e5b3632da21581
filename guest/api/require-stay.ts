import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import type { Grant } from "../../identity/contract/auth";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import type { Actor } from "../engine/stay-writer";
import { pool } from "../store/db";
import { findReservation } from "../store/reservation.read";

/** Who calls, now. */
export function actor(): Actor {
  const { orgId, userID } = caller();
  return { orgId, personId: userID, now: clock.now() };
}

/** A stay that the caller may see, and what they may do there. One that they may not see and one that does not exist answer alike. */
export async function requireStay(id: string, permission: Permission): Promise<{ stay: Reservation; property: Grant }> {
  const { orgId, grants } = caller();
  const stay = isUuid(id) ? await findReservation(pool, orgId, id) : null;
  if (stay === null || !decideAccess(grants, "guest.stay.read", stay.propertyId).ok)
    return orThrow(refuse("reservation_not_found", { values: { id } }), guestErrors) as never;
  return { stay, property: requirePermission(permission, stay.propertyId) };
}
