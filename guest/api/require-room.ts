import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Room } from "../contract/types";
import { pool } from "../store/db";
import { findRoom } from "../store/room.read";

/** A room at which the caller has the permission. One that they may not see and one that does not exist answer alike. */
export async function requireRoom(id: string, permission: Permission): Promise<Room> {
  const { orgId, grants } = caller();
  const room = isUuid(id) ? await findRoom(pool, orgId, id) : null;
  if (room === null || !decideAccess(grants, "guest.stay.read", room.propertyId).ok)
    return orThrow(refuse("room_not_found", { values: { id } }), guestErrors) as never;
  requirePermission(permission, room.propertyId);
  return room;
}

/** The id of a room in a request, where one that is no id is one of no room. */
export function roomIdOf(id: string): string {
  return isUuid(id) ? id : (orThrow(refuse("room_not_found", { values: { id } }), guestErrors) as never);
}
