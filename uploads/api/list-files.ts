import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo, FilePurpose, FileState } from "../contract/types";
import { pool } from "../store/db";
import { type FilePosition, fileCursor, listFilesPage } from "../store/file-list.read";

interface ListFilesRequest {
  propertyId: number;
  /** Only one's own. */
  mine?: boolean;
  purpose?: FilePurpose;
  state?: FileState;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListFilesResponse {
  data: FileInfo[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/**
 * Files of one property, newest first. Guests' documents and chat attachments of others are there for who holds uploads.restricted.read;
 * what is in a file is another question (`POST /uploads/files/:id/link`).
 */
export const listFiles = api(
  { method: "GET", path: "/uploads/files", expose: true, auth: true },
  async (request: ListFilesRequest): Promise<ListFilesResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const { permissions } = requirePermission("uploads.file.read", propertyId);
    const { orgId, userID: personId } = caller();
    const filter = {
      orgId,
      propertyId,
      personId,
      mine: request.mine === true,
      seesRestricted: permissions.includes("uploads.restricted.read"),
      purpose: request.purpose ?? null,
      state: request.state ?? null,
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listFilesPage(pool, filter, limit, readCursor(request.cursor));
  },
);

function readCursor(cursor: string | undefined): FilePosition | null {
  if (cursor === undefined || cursor === "") return null;
  return fileCursor.decode(cursor) ?? orThrow(refuse("cursor_invalid"), uploadsErrors);
}
