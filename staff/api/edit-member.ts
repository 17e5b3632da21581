import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Department, StaffMember, MemberStatus } from "../contract/types";
import { describeMember } from "../domain/member";
import { staffRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { takenBy } from "../store/member.read";
import { appendStaffEvents, lock, update } from "../store/staff.store";
import { reach, uuidOrNone } from "./reach";

interface EditMemberRequest {
  id: string;
  /** The version that the change was decided on. */
  version: number;
  name: string;
  department: Department;
  position?: string;
  employeeNo?: string;
  /** Stays unless given. `left` keeps the member out of plans and tasks from now on; what was stays. */
  status?: MemberStatus;
}

/** Changes what is known of a member (S1, S2). */
export const editMember = api(
  { method: "PUT", path: "/staff/members/:id", expose: true, auth: true },
  async ({ id, version, ...request }: EditMemberRequest): Promise<StaffMember> => {
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const outcome = await inTx(pool, async (tx) => {
      const member = reach(await lock(tx, "member", orgId, uuidOrNone(id)), "staff.member.read");
      if (member === null) return refuse("member_not_found", { values: { id } });
      requirePermission("staff.member.manage", member.propertyId);
      const current = onVersion(member.version, version);
      if (!current.ok) return current;
      const described = describeMember(request, member.status);
      if (!described.ok) return described;
      const changed: StaffMember = { ...member, ...described.value, version: member.version + 1 };
      const taken = await takenBy(tx, orgId, changed);
      if (taken !== null) return taken;
      await update(tx, "member", orgId, changed);
      await appendStaffEvents(tx, orgId, [rowChanged("member", changed, { eventId: newId(), now, actorId })]);
      return accept(changed);
    });
    staffRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
