import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { Housekeeping, Room } from "../contract/types";
import { roomChanged } from "../domain/events";
import { decideRoom } from "../domain/room";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { findRoomType } from "../store/room.read";
import { insertRoom } from "../store/room.store";
import { actor } from "./require-stay";

interface AddRoomRequest {
  propertyId: number;
  /** At most 16 characters, unique at the property: `204`. */
  number: string & MaxLen<40>;
  /** Code of the room type. */
  roomType: string & MaxLen<16>;
  floor?: number;
  /** `clean` unless given. */
  housekeeping?: Housekeeping;
}

/** Adds a room. The number keeps a repeat from adding it again. */
export const addRoom = api(
  { method: "POST", path: "/guest/rooms", expose: true, auth: true },
  async ({ propertyId: id, ...request }: AddRoomRequest): Promise<Room> => {
    const propertyId = wholeNumber("propertyId", id);
    requirePermission("guest.room.manage", propertyId);
    const { orgId, personId, now } = actor();
    const outcome = await inTx(pool, async (tx) => {
      const roomType = await findRoomType(tx, orgId, propertyId, request.roomType);
      const decided = decideRoom(request, { id: newId(), now, propertyId, roomType });
      if (!decided.ok) return decided;
      const { number } = decided.value;
      if (!(await insertRoom(tx, orgId, decided.value))) return refuse("room_exists", { values: { number } });
      const doing = { eventId: newId(), at: now.toISOString(), actorId: personId };
      await appendGuestEvents(tx, orgId, [roomChanged("room-added", decided.value, doing)]);
      return decided;
    });
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
