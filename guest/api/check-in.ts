import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideArrival } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { roomIdOf } from "./require-room";
import { actor, requireStay } from "./require-stay";

interface CheckInRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  /** Another room than the assigned one, or the room where none is assigned. */
  roomId?: string;
  /** Into a dirty room all the same; needs the permission guest.checkin.force. */
  force?: boolean;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Guest in, room occupied (G4). */
export const checkIn = api(
  { method: "POST", path: "/guest/reservations/:id/check-in", expose: true, auth: true },
  async ({ id, version, roomId, force = false, idempotencyKey }: CheckInRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const request = { id, version, roomId: roomId ?? null, force };
    const asked = { endpoint: "guest.checkIn", key: idempotencyKey, request };
    const named = roomId === undefined || roomId === "" ? {} : { roomId: roomIdOf(roomId) };
    const mayForce = property.permissions.includes("guest.checkin.force");
    const change = { actor: actor(), id, property, version, ...named, ...asked };
    const outcome = await changeStay(change, ({ businessDate, stay, room, wanted }) => {
      const decided = decideArrival(stay, wanted ?? room, { businessDate, force, mayForce });
      return decided.ok ? accept({ type: "guest-checked-in", ...decided.value }) : decided;
    });
    return orThrow(outcome, guestErrors);
  },
);
