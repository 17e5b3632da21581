import { api } from "encore.dev/api";
import type { Max, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, wholeNumber } from "../../platform/request-fields";
import { type KpiDefinition, DAY_KPIS } from "../contract/kpis";
import type { DayFigures } from "../contract/types";
import { pool } from "../store/db";
import { listDays } from "../store/numbers.store";

interface ListFiguresRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before: the business date of its last row. */
  cursor?: string;
}

interface ListFiguresResponse {
  data: DayFigures[];
  definitions: KpiDefinition[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Key figures of a property's business dates, newest first. Followed by the stream `analytics`. */
export const listFigures = api(
  { method: "GET", path: "/reports/figures", expose: true, auth: true },
  async (request: ListFiguresRequest): Promise<ListFiguresResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("reports.figures.read", propertyId);
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const before = optionalDate("cursor", request.cursor);
    const rows = await listDays(
      pool,
      "day_figures",
      { orgId: caller().orgId, propertyId },
      { from: null, to: null, before, limit: limit + 1 },
    );
    const data = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return {
      data,
      definitions: [...DAY_KPIS],
      nextCursor: hasMore ? (data.at(-1)?.businessDate ?? null) : null,
      hasMore,
    };
  },
);
