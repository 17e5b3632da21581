import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { Attendance } from "../contract/types";
import { pool } from "../store/db";
import { listOnDuty as findOnDuty } from "../store/lists.read";

interface ListOnDutyRequest {
  propertyId: number;
}

interface ListOnDutyResponse {
  data: Attendance[];
}

/** Who is on duty at a property now, longest first. */
export const listOnDuty = api(
  { method: "GET", path: "/staff/on-duty", expose: true, auth: true },
  async (request: ListOnDutyRequest): Promise<ListOnDutyResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("staff.member.read", propertyId);
    return { data: await findOnDuty(pool, { orgId: caller().orgId, propertyId }) };
  },
);
