import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { accept } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideUndoCheckIn } from "../domain/desk";
import { changeStay } from "../engine/change-stay";
import { actor, requireStay } from "./require-stay";

interface UndoCheckInRequest {
  id: string;
  /** The version that the change is based on. */
  version: number;
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Takes a check-in of the open business date back: the stay is assigned again, the room vacant. */
export const undoCheckIn = api(
  { method: "POST", path: "/guest/reservations/:id/undo-check-in", expose: true, auth: true },
  async ({ id, version, idempotencyKey }: UndoCheckInRequest): Promise<Reservation> => {
    const { property } = await requireStay(id, "guest.stay.write");
    const asked = { endpoint: "guest.undoCheckIn", key: idempotencyKey, request: { id, version } };
    const outcome = await changeStay(
      { actor: actor(), id, property, version, ...asked },
      ({ businessDate, stay, room }) => {
        const decided = decideUndoCheckIn(stay, room, businessDate);
        return decided.ok ? accept({ type: "check-in-undone", ...decided.value }) : decided;
      },
    );
    return orThrow(outcome, guestErrors);
  },
);
