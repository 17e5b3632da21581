import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { searchText, wholeNumber } from "../../platform/request-fields";
import type { Department, StaffMember, MemberStatus } from "../contract/types";
import { byName } from "../store/cursors";
import { pool } from "../store/db";
import { listMembers as findMembers } from "../store/lists.read";
import { pageOf } from "./page";

interface ListMembersRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<400>;
  status?: MemberStatus;
  department?: Department;
  /** Part of the name or number. */
  q?: string & MaxLen<100>;
}

interface ListMembersResponse {
  data: StaffMember[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** The staff of a property, by name. */
export const listMembers = api(
  { method: "GET", path: "/staff/members", expose: true, auth: true },
  async (request: ListMembersRequest): Promise<ListMembersResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.member.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      status: request.status ?? null,
      department: request.department ?? null,
      q: searchText(request.q),
    };
    return findMembers(pool, filter, pageOf(request, byName));
  },
);
