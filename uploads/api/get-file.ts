import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo } from "../contract/types";
import { toInfo } from "../domain/file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";

interface GetFileRequest {
  id: string;
}

/** One file of one's own. */
export const getFile = api(
  { method: "GET", path: "/uploads/files/:id", expose: true, auth: true },
  async ({ id }: GetFileRequest): Promise<FileInfo> => {
    const { orgId, userID } = caller();
    const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
    const isVisible = file !== null && file.ownerId === userID;
    return isVisible ? toInfo(file) : orThrow(refuse("upload_not_found"), uploadsErrors);
  },
);
