import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideEnd } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface CancelReservationRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Cancels a reservation before its check-in; its room can be sold at once. */
export const cancelReservation = api(
  { method: "POST", path: "/guest/reservations/:id/cancel", expose: true, auth: true },
  async ({ id, version, idempotencyKey }: CancelReservationRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.cancelReservation", key: idempotencyKey, request: { id, version } };
    const outcome = await changeStay({ actor: actor(), id, property, version, ...asked }, ({ stay }) => {
      const decided = decideEnd(stay, "cancel");
      return decided.ok ? accept({ type: "reservation-cancelled", stay: decided.value }) : decided;
    });
    return orThrow(outcome, guestErrors);
  },
);
