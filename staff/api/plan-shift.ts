import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Department, Shift } from "../contract/types";
import { shiftChanged } from "../domain/events";
import { planShift as plan } from "../domain/shift";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { planFor } from "../store/plan.store";
import { appendStaffEvents, insert } from "../store/staff.store";

interface PlanShiftRequest {
  propertyId: number;
  department: Department;
  /** RFC 3339. */
  startsAt: string;
  /** RFC 3339; at most 24 hours behind startsAt. */
  endsAt: string;
  /** Whole minutes, at most 480; 0 unless given. */
  breakMinutes?: number;
  /** At most 500 characters. */
  note?: string;
  /** Nobody yet unless given. */
  memberId?: string;
  /** A repeat with the same key gets the first answer and plans nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Plans a shift as a draft, which its member sees once it is published (S3). */
export const planShift = api(
  { method: "POST", path: "/staff/shifts", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: PlanShiftRequest): Promise<Shift> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.shift.manage", propertyId);
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId: actorId, endpoint: "staff.planShift", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const planned = plan(request);
        if (!planned.ok) return planned;
        const nobody = { memberId: null, memberName: null };
        const draft: Shift = { id: newId(), version: 1, propertyId, ...planned.value, ...nobody, state: "draft" };
        const shift = await planFor(tx, orgId, draft, request.memberId);
        if (!shift.ok) return shift;
        await insert(tx, "shift", orgId, shift.value);
        await appendStaffEvents(tx, orgId, [shiftChanged(shift.value, { eventId: newId(), now, actorId })]);
        return accept(shift.value);
      }),
    );
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
