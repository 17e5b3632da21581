import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { onVersion, takeStep } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { staffErrors, type StaffRefusal } from "../contract/errors";
import type { Shift } from "../contract/types";
import { shiftChanged } from "../domain/events";
import { OWN_SHIFT_STEPS, SHIFT_STEPS } from "../domain/shift";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { memberIdOf } from "../store/member.read";
import { appendStaffEvents, lock, update } from "../store/staff.store";
import { reach, uuidOrNone } from "./reach";

interface StepShiftRequest {
  id: string;
  step: "publish" | "accept" | "start" | "end" | "cancel";
  /** The version that the step was decided on. */
  version: number;
  /** A repeat with the same key gets the first answer and takes no step. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Takes a shift one step on. Its own member accepts, starts and ends it; whoever plans shifts takes any step (S3). */
export const stepShift = api(
  { method: "POST", path: "/staff/shifts/:id/step", expose: true, auth: true },
  async ({ id, step, version, idempotencyKey }: StepShiftRequest): Promise<Shift> => {
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId: actorId, endpoint: "staff.stepShift", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once<Shift, StaffRefusal>(tx, whose, { id, step, version }, now, async () => {
        const shift = reach(await lock(tx, "shift", orgId, uuidOrNone(id)), "staff.clock");
        if (shift === null) return refuse("shift_not_found", { values: { id } });
        const own = await memberIdOf(tx, orgId, shift.propertyId, actorId);
        const isOwn = shift.memberId !== null && own === shift.memberId;
        if (!(isOwn && OWN_SHIFT_STEPS.has(step))) requirePermission("staff.shift.manage", shift.propertyId);
        const current = onVersion(shift.version, version);
        if (!current.ok) return current;
        const state = takeStep(SHIFT_STEPS, shift.state, step);
        if (!state.ok) return state;
        if (shift.memberId === null && OWN_SHIFT_STEPS.has(step)) return refuse("shift_unassigned");
        const changed: Shift = { ...shift, version: shift.version + 1, state: state.value };
        await update(tx, "shift", orgId, changed);
        await appendStaffEvents(tx, orgId, [shiftChanged(changed, { eventId: newId(), now, actorId })]);
        return accept(changed);
      }),
    );
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
