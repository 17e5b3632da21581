import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideCheckOut } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface CheckOutRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Guest out: the room is vacant and dirty, and nights that are left can be sold (G5). */
export const checkOut = api(
  { method: "POST", path: "/guest/reservations/:id/check-out", expose: true, auth: true },
  async ({ id, version, idempotencyKey }: CheckOutRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.checkOut", key: idempotencyKey, request: { id, version } };
    const outcome = await changeStay(
      { actor: actor(), id, property, version, ...asked },
      ({ businessDate, stay, room }) => {
        const decided = decideCheckOut(stay, room, businessDate);
        return decided.ok ? accept({ type: "guest-checked-out", ...decided.value }) : decided;
      },
    );
    return orThrow(outcome, guestErrors);
  },
);
