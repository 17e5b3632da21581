import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideNoShow } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface MarkNoShowRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Notes that nobody came, from the day of the arrival on; the room can be sold at once. */
export const markNoShow = api(
  { method: "POST", path: "/guest/reservations/:id/no-show", expose: true, auth: true },
  async ({ id, version, idempotencyKey }: MarkNoShowRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.markNoShow", key: idempotencyKey, request: { id, version } };
    const outcome = await changeStay({ actor: actor(), id, property, version, ...asked }, ({ businessDate, stay }) => {
      const decided = decideNoShow(stay, businessDate);
      return decided.ok ? accept({ type: "guest-not-arrived", stay: decided.value }) : decided;
    });
    return orThrow(outcome, guestErrors);
  },
);
