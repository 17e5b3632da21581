import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { searchText, wholeNumber } from "../../platform/request-fields";
import type { RequestCategory, RequestState, ServiceRequest } from "../contract/types";
import { OPEN_REQUESTS } from "../domain/service-request";
import { pool } from "../store/db";
import { listRequestsPage, requestCursor } from "../store/service-request.store";
import { readCursor } from "./read-cursor";

interface ListRequestsRequest {
  propertyId: number;
  state?: RequestState;
  /** True: only what is still to be done, when no state is given. */
  open?: boolean;
  category?: RequestCategory;
  /** Part of the wish or the room's number. */
  q?: string & MaxLen<100>;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<400>;
}

interface ListRequestsResponse {
  data: ServiceRequest[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** What guests of a property ask for, newest first. */
export const listRequests = api(
  { method: "GET", path: "/guest/requests", expose: true, auth: true },
  async (request: ListRequestsRequest): Promise<ListRequestsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("guest.stay.read", propertyId);
    const { state, open } = request;
    const filter = {
      orgId: caller().orgId,
      propertyId,
      states: state === undefined ? (open === true ? OPEN_REQUESTS : null) : [state],
      category: request.category ?? null,
      q: searchText(request.q),
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listRequestsPage(pool, filter, limit, readCursor(requestCursor, request.cursor));
  },
);
