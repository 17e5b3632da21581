import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { FileView } from "../contract/types";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { findViews } from "../store/view.store";

interface ListViewsRequest {
  id: string;
}

interface ListViewsResponse {
  /** Newest first, at most 100. */
  data: FileView[];
}

const AT_MOST = 100;

/** Who was given the bytes of a guest's document or a chat attachment, for who holds uploads.restricted.read. */
export const listViews = api(
  { method: "GET", path: "/uploads/files/:id/views", expose: true, auth: true },
  async ({ id }: ListViewsRequest): Promise<ListViewsResponse> => {
    const { orgId, grants } = caller();
    const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
    const isVisible = file !== null && decideAccess(grants, "uploads.restricted.read", file.propertyId).ok;
    return isVisible ? { data: await findViews(pool, id, AT_MOST) } : orThrow(refuse("file_not_found"), uploadsErrors);
  },
);
