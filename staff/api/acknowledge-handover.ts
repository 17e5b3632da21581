import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Handover } from "../contract/types";
import { staffRelay } from "../jobs/relays";
import { isOnDuty } from "../store/attendance.store";
import { pool } from "../store/db";
import { appendStaffEvents, lock, update } from "../store/staff.store";
import { reach, uuidOrNone } from "./reach";

interface AcknowledgeHandoverRequest {
  id: string;
}

/** Takes a handover over: somebody else who is on duty at the property. The first one's name stays; a repeat changes nothing (S5). */
export const acknowledgeHandover = api(
  { method: "POST", path: "/staff/handovers/:id/acknowledge", expose: true, auth: true },
  async ({ id }: AcknowledgeHandoverRequest): Promise<Handover> => {
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const outcome = await inTx(pool, async (tx) => {
      const handover = reach(await lock(tx, "handover", orgId, uuidOrNone(id)), "staff.clock");
      if (handover === null) return refuse("handover_not_found", { values: { id } });
      if (handover.acknowledgedBy !== null) return accept(handover);
      if (handover.writtenBy === actorId) return refuse("handover_own");
      if (!(await isOnDuty(tx, orgId, handover.propertyId, actorId)))
        return refuse("not_on_duty", { values: { name: "whoever takes over" } });
      const changed: Handover = {
        ...handover,
        version: handover.version + 1,
        acknowledgedBy: actorId,
        acknowledgedAt: now.toISOString(),
      };
      await update(tx, "handover", orgId, changed);
      await appendStaffEvents(tx, orgId, [rowChanged("handover", changed, { eventId: newId(), now, actorId })]);
      return accept(changed);
    });
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
