import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { Department, Handover } from "../contract/types";
import { byInstant } from "../store/cursors";
import { pool } from "../store/db";
import { listHandovers as findHandovers } from "../store/lists.read";
import { pageOf } from "./page";

interface ListHandoversRequest {
  propertyId: number;
  department?: Department;
  /** True: only those that nobody has acknowledged. */
  open?: boolean;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListHandoversResponse {
  data: Handover[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Handovers of a property, newest first. */
export const listHandovers = api(
  { method: "GET", path: "/staff/handovers", expose: true, auth: true },
  async (request: ListHandoversRequest): Promise<ListHandoversResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.member.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      department: request.department ?? null,
      isOpen: request.open ?? null,
    };
    return findHandovers(pool, filter, pageOf(request, byInstant));
  },
);
