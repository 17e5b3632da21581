import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import type { IdDocumentView } from "../contract/types";
import { pool } from "../store/db";
import { idCursor, listViewsPage } from "../store/id-document.read";
import { readCursor } from "./read-cursor";
import { requireDocument } from "./require-document";

interface ListDocumentViewsRequest {
  id: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListDocumentViewsResponse {
  data: IdDocumentView[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Who has seen a document's whole number, when and why; the newest first. */
export const listDocumentViews = api(
  { method: "GET", path: "/guest/documents/:id/views", expose: true, auth: true },
  async ({ id, limit, cursor }: ListDocumentViewsRequest): Promise<ListDocumentViewsResponse> => {
    await requireDocument(id, "guest.identity.read");
    return listViewsPage(pool, id, wholeNumber("limit", limit ?? PAGE_DEFAULT), readCursor(idCursor, cursor));
  },
);
