import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { Attendance } from "../contract/types";
import { byInstant } from "../store/cursors";
import { pool } from "../store/db";
import { listAttendance as findAttendance } from "../store/lists.read";
import { pageOf } from "./page";
import { rangeOf } from "./range";

interface ListAttendanceRequest {
  propertyId: number;
  /** RFC 3339; the attendances that touch the time from here …; the begin of the property's open day unless given. */
  from?: string;
  /** … to here; a day after `from` unless given, at most 62 days after it. */
  to?: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListAttendanceResponse {
  data: Attendance[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Who was on duty when, newest first. */
export const listAttendance = api(
  { method: "GET", path: "/staff/attendance", expose: true, auth: true },
  async (request: ListAttendanceRequest): Promise<ListAttendanceResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const property = requirePermission("staff.member.read", propertyId);
    const filter = { orgId: caller().orgId, propertyId, ...rangeOf(request, property, 1) };
    return findAttendance(pool, filter, pageOf(request, byInstant));
  },
);
