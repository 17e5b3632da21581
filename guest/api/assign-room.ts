import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideAssign, decideUnassign } from "../domain/desk";
import { changeStay, type StayDecision } from "../engine/change-stay";
import { roomIdOf } from "./require-room";
import { actor, requireStay } from "./require-stay";

interface AssignRoomRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  /** Null takes the room away. */
  roomId: string | null;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Gives the reservation a room for all its nights (G1), of whatever type; or takes it away. */
export const assignRoom = api(
  { method: "POST", path: "/guest/reservations/:id/assign", expose: true, auth: true },
  async ({ id, version, roomId, idempotencyKey }: AssignRoomRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.assignRoom", key: idempotencyKey, request: { id, version, roomId } };
    const named = roomId === null ? {} : { roomId: roomIdOf(roomId) };
    const outcome = await changeStay(
      { actor: actor(), id, property, version, ...named, ...asked },
      ({ stay, wanted }) => {
        const decided = wanted === null ? decideUnassign(stay) : decideAssign(stay, wanted);
        const type: StayDecision["type"] = wanted === null ? "room-unassigned" : "room-assigned";
        return decided.ok ? accept({ type, stay: decided.value }) : decided;
      },
    );
    return orThrow(outcome, guestErrors);
  },
);
