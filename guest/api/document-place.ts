import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { pool } from "../store/db";
import { findDocument } from "../store/id-document.read";

interface DocumentPlaceRequest {
  orgId: string;
  id: string;
}

interface DocumentPlaceResponse {
  /** Null when the organisation has no such document. */
  propertyId: number | null;
}

/** At which property a guest has shown a document, for whoever keeps something that belongs to it. */
export const documentPlace = api(
  { method: "POST", path: "/guest/internal/document-place", expose: false },
  async ({ orgId, id }: DocumentPlaceRequest): Promise<DocumentPlaceResponse> => ({
    propertyId: isUuid(id) ? ((await findDocument(pool, orgId, id))?.propertyId ?? null) : null,
  }),
);
