import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import type { CheckinBatch } from "../contract/types";
import { listBatchesPage } from "../store/checkin-batch.read";
import { pool } from "../store/db";
import { idCursor } from "../store/id-document.read";
import { readCursor } from "./read-cursor";

interface ListCheckinBatchesRequest {
  propertyId: number;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListCheckinBatchesResponse {
  data: CheckinBatch[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Lists of guests that were checked in together, the newest first. */
export const listCheckinBatches = api(
  { method: "GET", path: "/guest-checkin/batches", expose: true, auth: true },
  async (request: ListCheckinBatchesRequest): Promise<ListCheckinBatchesResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("guest.stay.read", propertyId);
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const after = readCursor(idCursor, request.cursor);
    return listBatchesPage(pool, { orgId: caller().orgId, propertyId }, limit, after);
  },
);
