import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideUndoCheckOut } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface UndoCheckOutRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Takes a check-out of the open business date back: the guest is in the house again, and the room occupied, if it can be had. */
export const undoCheckOut = api(
  { method: "POST", path: "/guest/reservations/:id/undo-check-out", expose: true, auth: true },
  async ({ id, version, idempotencyKey }: UndoCheckOutRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.undoCheckOut", key: idempotencyKey, request: { id, version } };
    const outcome = await changeStay(
      { actor: actor(), id, property, version, ...asked },
      ({ businessDate, stay, room }) => {
        const decided = decideUndoCheckOut(stay, room, businessDate);
        return decided.ok ? accept({ type: "check-out-undone", ...decided.value }) : decided;
      },
    );
    return orThrow(outcome, guestErrors);
  },
);
