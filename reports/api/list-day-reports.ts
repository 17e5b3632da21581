import { api } from "encore.dev/api";
import type { Max, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, wholeNumber } from "../../platform/request-fields";
import { type KpiDefinition, REPORT_KPIS } from "../contract/kpis";
import type { DayReport } from "../contract/types";
import { pool } from "../store/db";
import { listDays } from "../store/numbers.store";

interface ListDayReportsRequest {
  propertyId: number;
  /** First business date, YYYY-MM-DD. */
  from?: string;
  /** Last business date. */
  to?: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before: the business date of its last row. */
  cursor?: string;
}

interface ListDayReportsResponse {
  data: DayReport[];
  definitions: KpiDefinition[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Business dates of a property as they ended, newest first. Followed by the stream `reports`. */
export const listDayReports = api(
  { method: "GET", path: "/reports/day-reports", expose: true, auth: true },
  async (request: ListDayReportsRequest): Promise<ListDayReportsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("reports.figures.read", propertyId);
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const from = optionalDate("from", request.from);
    const to = optionalDate("to", request.to);
    const before = optionalDate("cursor", request.cursor);
    const rows = await listDays(
      pool,
      "day_report",
      { orgId: caller().orgId, propertyId },
      { from, to, before, limit: limit + 1 },
    );
    const data = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return {
      data,
      definitions: [...REPORT_KPIS],
      nextCursor: hasMore ? (data.at(-1)?.businessDate ?? null) : null,
      hasMore,
    };
  },
);
