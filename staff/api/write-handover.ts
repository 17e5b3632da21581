import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Department, Handover } from "../contract/types";
import { noteHandover } from "../domain/handover";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { appendStaffEvents, insert } from "../store/staff.store";

interface WriteHandoverRequest {
  propertyId: number;
  department: Department;
  /** At most 4000 characters. */
  text: string;
  /** Cash that is handed over, in minor units of the property's currency. */
  cashMinor?: number;
  /** A repeat with the same key gets the first answer and writes nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Leaves a note to the next shift (S5). */
export const writeHandover = api(
  { method: "POST", path: "/staff/handovers", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: WriteHandoverRequest): Promise<Handover> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const { currency } = requirePermission("staff.clock", propertyId);
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId: actorId, endpoint: "staff.writeHandover", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const note = noteHandover(request);
        if (!note.ok) return note;
        const handover: Handover = {
          id: newId(),
          version: 1,
          propertyId,
          ...note.value,
          currency,
          writtenBy: actorId,
          writtenAt: now.toISOString(),
          acknowledgedBy: null,
          acknowledgedAt: null,
        };
        await insert(tx, "handover", orgId, handover);
        await appendStaffEvents(tx, orgId, [rowChanged("handover", handover, { eventId: newId(), now, actorId })]);
        return accept(handover);
      }),
    );
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
