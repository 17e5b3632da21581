import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, wholeNumber } from "../../platform/request-fields";
import type { DayClose } from "../contract/day-close";
import { financeErrors } from "../contract/errors";
import { closeCursor, type ClosePosition, listClosePage } from "../store/day-close.store";
import { pool } from "../store/db";

interface ListDayClosesRequest {
  propertyId: number;
  /** The close of that day alone, YYYY-MM-DD. */
  businessDate?: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListDayClosesResponse {
  data: DayClose[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Closed days of one property and the one that is being closed, newest first. */
export const listDayCloses = api(
  { method: "GET", path: "/finance/day-closes", expose: true, auth: true },
  async (request: ListDayClosesRequest): Promise<ListDayClosesResponse> => {
    const { propertyId } = requirePermission("finance.revenue.read", wholeNumber("propertyId", request.propertyId));
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const businessDate = optionalDate("businessDate", request.businessDate);
    const filter = { orgId: caller().orgId, propertyId, businessDate };
    return listClosePage(pool, filter, limit, readPosition(request.cursor));
  },
);

function readPosition(cursor = ""): ClosePosition | null {
  if (cursor === "") return null;
  return closeCursor.decode(cursor) ?? orThrow(refuse("cursor_invalid"), financeErrors);
}
