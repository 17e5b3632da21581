import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { Shift, ShiftState } from "../contract/types";
import { byInstant } from "../store/cursors";
import { pool } from "../store/db";
import { listShifts as findShifts } from "../store/lists.read";
import { pageOf } from "./page";
import { uuidOrNone } from "./reach";
import { rangeOf } from "./range";

interface ListShiftsRequest {
  propertyId: number;
  /** RFC 3339; the shifts that overlap the time from here …; the begin of the property's open day unless given. */
  from?: string;
  /** … to here; a week after `from` unless given, at most 62 days after it. */
  to?: string;
  state?: ShiftState;
  memberId?: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListShiftsResponse {
  data: Shift[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Shifts of a property, by their begin; drafts for who plans alone (S3). */
export const listShifts = api(
  { method: "GET", path: "/staff/shifts", expose: true, auth: true },
  async (request: ListShiftsRequest): Promise<ListShiftsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const property = requirePermission("staff.member.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      ...rangeOf(request, property, 7),
      state: request.state ?? null,
      memberId: request.memberId === undefined || request.memberId === "" ? null : uuidOrNone(request.memberId),
      withDrafts: property.permissions.includes("staff.shift.manage"),
    };
    return findShifts(pool, filter, pageOf(request, byInstant));
  },
);
