import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, wholeNumber } from "../../platform/request-fields";
import type { CashSession, CashSessionState } from "../contract/cash-session";
import { listSessionPage } from "../store/cash-session.store";
import { pool } from "../store/db";
import { optionalPerson } from "./optional-person";
import { readCursor } from "./read-cursor";

interface ListCashSessionsRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
  state?: CashSessionState;
  /** Person id. */
  cashierId?: string;
  /** First business date, YYYY-MM-DD. */
  from?: string;
  /** Last business date, YYYY-MM-DD. */
  to?: string;
}

interface ListCashSessionsResponse {
  data: CashSession[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Cash sessions of one property, newest first. */
export const listCashSessions = api(
  { method: "GET", path: "/finance/cash-sessions", expose: true, auth: true },
  async (request: ListCashSessionsRequest): Promise<ListCashSessionsResponse> => {
    const { propertyId } = requirePermission("finance.revenue.read", wholeNumber("propertyId", request.propertyId));
    const filter = {
      orgId: caller().orgId,
      propertyId,
      state: request.state ?? null,
      cashierId: optionalPerson("cashierId", request.cashierId),
      from: optionalDate("from", request.from),
      to: optionalDate("to", request.to),
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listSessionPage(pool, filter, limit, readCursor(request.cursor));
  },
);
