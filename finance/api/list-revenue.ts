import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import type { PaymentMode, Revenue, RevenueSource } from "../contract/types";
import { pool } from "../store/db";
import { listRevenuePage } from "../store/revenue.read";
import { readCursor } from "./read-cursor";
import { optionalDate, searchText, wholeNumber } from "../../platform/request-fields";

interface ListRevenueRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
  /** First business date, YYYY-MM-DD. */
  from?: string;
  /** Last business date, YYYY-MM-DD. */
  to?: string;
  source?: RevenueSource;
  paymentMode?: PaymentMode;
  /** Part of the description or bank reference. */
  q?: string & MaxLen<100>;
}

interface ListRevenueResponse {
  data: Revenue[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Revenue of one property, newest first. */
export const listRevenue = api(
  { method: "GET", path: "/finance/revenue", expose: true, auth: true },
  async (request: ListRevenueRequest): Promise<ListRevenueResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("finance.revenue.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      from: optionalDate("from", request.from),
      to: optionalDate("to", request.to),
      source: request.source ?? null,
      paymentMode: request.paymentMode ?? null,
      q: searchText(request.q),
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listRevenuePage(pool, filter, limit, readCursor(request.cursor));
  },
);
