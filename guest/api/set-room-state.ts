import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { Housekeeping, Room, RoomService } from "../contract/types";
import { decideRoomState } from "../domain/room";
import { StayWriter } from "../engine/stay-writer";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { lockRooms } from "../store/room.store";
import { requireRoom } from "./require-room";
import { actor } from "./require-stay";

interface SetRoomStateRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  housekeeping?: Housekeeping;
  service?: RoomService;
}

/** Changes a room's housekeeping, its service, or both; occupancy changes by check-in and check-out alone. */
export const setRoomState = api(
  { method: "PATCH", path: "/guest/rooms/:id", expose: true, auth: true },
  async ({ id, version, ...request }: SetRoomStateRequest): Promise<Room> => {
    const { propertyId } = await requireRoom(id, "guest.room.write");
    const who = actor();
    const outcome = await inTx(pool, async (tx) => {
      const [room] = await lockRooms(tx, propertyId, [id]);
      if (room === undefined) return refuse("room_not_found", { values: { id } });
      const current = onVersion(room.version, version);
      if (!current.ok) return current;
      const decided = decideRoomState(room, request);
      if (!decided.ok) return decided;
      const writer = new StayWriter(tx, who);
      const changed = await writer.changeRoom(decided.value);
      await appendGuestEvents(tx, who.orgId, writer.events);
      return accept(changed);
    });
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
