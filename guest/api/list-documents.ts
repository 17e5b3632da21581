import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { invalidRequest, wholeNumber } from "../../platform/request-fields";
import type { IdDocument } from "../contract/types";
import { pool } from "../store/db";
import { idCursor, listDocumentsPage } from "../store/id-document.read";
import { readCursor } from "./read-cursor";

interface ListDocumentsRequest {
  propertyId: number;
  /** Only those of this reservation. */
  reservationId?: string & MaxLen<40>;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListDocumentsResponse {
  data: IdDocument[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Documents of a property's guests with their numbers masked, the oldest first. */
export const listDocuments = api(
  { method: "GET", path: "/guest/documents", expose: true, auth: true },
  async (request: ListDocumentsRequest): Promise<ListDocumentsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("guest.restricted.read", propertyId);
    const reservationId = request.reservationId === "" ? null : (request.reservationId ?? null);
    if (reservationId !== null && !isUuid(reservationId))
      invalidRequest({ path: "reservationId", code: "not_an_id", message: "is no id of a reservation" });
    const filter = { orgId: caller().orgId, propertyId, reservationId };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listDocumentsPage(pool, filter, limit, readCursor(idCursor, request.cursor));
  },
);
