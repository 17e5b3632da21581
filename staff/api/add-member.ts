import { identity } from "~encore/clients";
import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Department, StaffMember } from "../contract/types";
import { describeMember } from "../domain/member";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { takenBy } from "../store/member.read";
import { appendStaffEvents, insert } from "../store/staff.store";

interface AddMemberRequest {
  propertyId: number;
  /** At most 100 characters. */
  name: string;
  department: Department;
  /** At most 100 characters. */
  position?: string;
  /** At most 32 characters; unique at the property. */
  employeeNo?: string;
  /** The login of this member; one login is one active member at a property. */
  personId?: string;
  /** A repeat with the same key gets the first answer and adds nobody. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Adds somebody to the staff of a property (S1). */
export const addMember = api(
  { method: "POST", path: "/staff/members", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: AddMemberRequest): Promise<StaffMember> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.member.manage", propertyId);
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const personId = request.personId === undefined || request.personId === "" ? null : request.personId;
    if (personId !== null && (await identity.findPerson({ orgId, personId })).name === null)
      return orThrow(refuse("person_not_found", { values: { id: personId } }), staffErrors);
    const whose = { orgId, personId: actorId, endpoint: "staff.addMember", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const described = describeMember(request, "active");
        if (!described.ok) return described;
        const member: StaffMember = { id: newId(), version: 1, propertyId, personId, ...described.value };
        const taken = await takenBy(tx, orgId, member);
        if (taken !== null) return taken;
        await insert(tx, "member", orgId, member);
        await appendStaffEvents(tx, orgId, [rowChanged("member", member, { eventId: newId(), now, actorId })]);
        return accept(member);
      }),
    );
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
