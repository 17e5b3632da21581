import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideEdit } from "../domain/reservation";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface EditReservationRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  guestName?: string;
  /** Null empties it, as with the others. */
  guestEmail?: string | null;
  guestPhone?: string | null;
  isVip?: boolean;
  arrival?: string;
  departure?: string;
  adults?: number;
  nightlyRateMinor?: number;
  currency?: string;
  eta?: string | null;
  notes?: string | null;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Changes what the request names; what it does not name stays. The room that is assigned must be free on new nights (G1). */
export const editReservation = api(
  { method: "PATCH", path: "/guest/reservations/:id", expose: true, auth: true },
  async ({ id, version, idempotencyKey, ...fields }: EditReservationRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.editReservation", key: idempotencyKey, request: { id, version, ...fields } };
    const outcome = await changeStay({ actor: actor(), id, property, version, ...asked }, ({ businessDate, stay }) => {
      const decided = decideEdit(stay, fields, businessDate);
      return decided.ok ? accept({ type: "reservation-edited", stay: decided.value }) : decided;
    });
    return orThrow(outcome, guestErrors);
  },
);
