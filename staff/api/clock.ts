import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock as time } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { type Outcome, refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx, type Tx } from "../../platform/tx";
import { staffErrors, type StaffRefusal } from "../contract/errors";
import type { Attendance, StaffMember } from "../contract/types";
import { staffRelay } from "../jobs/relays";
import { clockIn, clockOut } from "../store/attendance.store";
import { pool } from "../store/db";
import { lockMemberOf, lockMemberOnDuty } from "../store/member.read";
import { lockMember, lockWorker } from "../store/plan.store";

interface ClockRequest {
  propertyId: number;
  kind: "in" | "out";
  /** Somebody else, by who manages the staff; the caller unless given. */
  memberId?: string;
  /** A repeat with the same key gets the first answer and clocks nobody. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Clocks in or out. An accepted shift that runs or begins within the hour starts with it, and ends with clocking out (S4). */
export const clock = api(
  { method: "POST", path: "/staff/clock", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: ClockRequest): Promise<Attendance> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.clock", propertyId);
    const { userID: actorId, orgId } = caller();
    const now = time.now();
    const { kind, memberId } = request;
    const whose = { orgId, personId: actorId, endpoint: "staff.clock", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once<Attendance, StaffRefusal>(tx, whose, request, now, async () => {
        const member = await who(tx, { orgId, propertyId, actorId, kind, memberId });
        if (!member.ok) return member;
        return kind === "in"
          ? clockIn(tx, orgId, member.value, { now, actorId })
          : clockOut(tx, orgId, member.value, { now, actorId });
      }),
    );
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);

interface Punched {
  orgId: string;
  propertyId: number;
  actorId: string;
  kind: "in" | "out";
  memberId: string | undefined;
}

/** The member who is meant, locked, so that two punches at once come one after the other. Who left on duty may still clock out. */
async function who(
  tx: Tx,
  { orgId, propertyId, actorId, kind, memberId }: Punched,
): Promise<Outcome<StaffMember, "not_a_member" | "member_not_found" | "member_left" | "member_elsewhere">> {
  if (memberId !== undefined && memberId !== "") {
    requirePermission("staff.member.manage", propertyId);
    return (kind === "in" ? lockWorker : lockMember)(tx, orgId, propertyId, memberId);
  }
  const onDuty = kind === "out" ? await lockMemberOnDuty(tx, orgId, propertyId, actorId) : null;
  const member = onDuty ?? (await lockMemberOf(tx, orgId, propertyId, actorId));
  return member === null ? refuse("not_a_member") : { ok: true, value: member };
}
