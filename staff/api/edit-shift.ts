import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Department, Shift } from "../contract/types";
import { shiftChanged } from "../domain/events";
import { planShift } from "../domain/shift";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { planFor } from "../store/plan.store";
import { appendStaffEvents, lock, update } from "../store/staff.store";
import { reach, uuidOrNone } from "./reach";

interface EditShiftRequest {
  id: string;
  /** The version that the change was decided on. */
  version: number;
  department: Department;
  startsAt: string;
  endsAt: string;
  breakMinutes?: number;
  note?: string;
  /** Nobody unless given. */
  memberId?: string;
}

/** Plans a shift anew that nobody has begun. One that was accepted becomes published again: its member accepts what it is now (S3). */
export const editShift = api(
  { method: "PUT", path: "/staff/shifts/:id", expose: true, auth: true },
  async ({ id, version, memberId, ...request }: EditShiftRequest): Promise<Shift> => {
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const outcome = await inTx(pool, async (tx) => {
      // A member before their shifts, as clocking in does; so the two wait for each other and never end in a deadlock.
      if (memberId !== undefined) await lock(tx, "member", orgId, uuidOrNone(memberId));
      const shift = reach(await lock(tx, "shift", orgId, uuidOrNone(id)), "staff.member.read");
      if (shift === null) return refuse("shift_not_found", { values: { id } });
      requirePermission("staff.shift.manage", shift.propertyId);
      const current = onVersion(shift.version, version);
      if (!current.ok) return current;
      if (!["draft", "published", "accepted"].includes(shift.state)) {
        const values = { step: "edit", state: shift.state, possible: "nothing that changes the plan" };
        return refuse("step_not_possible", { values });
      }
      const planned = planShift(request);
      if (!planned.ok) return planned;
      const state = shift.state === "draft" ? "draft" : "published";
      const next: Shift = { ...shift, ...planned.value, version: shift.version + 1, state };
      const changed = await planFor(tx, orgId, next, memberId);
      if (!changed.ok) return changed;
      await update(tx, "shift", orgId, changed.value);
      await appendStaffEvents(tx, orgId, [shiftChanged(changed.value, { eventId: newId(), now, actorId })]);
      return accept(changed.value);
    });
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
