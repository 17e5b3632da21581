import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { RoomType } from "../contract/types";
import { roomTypeAdded } from "../domain/events";
import { decideRoomType } from "../domain/room";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { insertRoomType } from "../store/room.store";
import { actor } from "./require-stay";

interface AddRoomTypeRequest {
  propertyId: number;
  /** At most 16 characters, unique at the property: `DBL`. */
  code: string & MaxLen<40>;
  /** At most 80 characters; the code unless given. */
  name?: string;
  /** Adults that it is made for; 2 unless given. */
  capacity?: number;
}

/** Adds a kind of room that the property sells. The code keeps a repeat from adding it again. */
export const addRoomType = api(
  { method: "POST", path: "/guest/room-types", expose: true, auth: true },
  async ({ propertyId: id, ...request }: AddRoomTypeRequest): Promise<RoomType> => {
    const propertyId = wholeNumber("propertyId", id);
    requirePermission("guest.room.manage", propertyId);
    const { orgId, personId, now } = actor();
    const outcome = await inTx(pool, async (tx) => {
      const decided = decideRoomType(request, newId(), propertyId);
      if (!decided.ok) return decided;
      const { code } = decided.value;
      if (!(await insertRoomType(tx, orgId, decided.value))) return refuse("room_type_exists", { values: { code } });
      const doing = { eventId: newId(), at: now.toISOString(), actorId: personId };
      await appendGuestEvents(tx, orgId, [roomTypeAdded(decided.value, doing)]);
      return decided;
    });
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
