import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo } from "../contract/types";
import { toInfo } from "../domain/file";
import { endFile } from "../engine/erase-file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";

interface EraseFileRequest {
  id: string;
}

/** Erases a file of one's own that belongs to nothing yet: its bytes, its thumbnail and its name. What it belongs to erases it later. */
export const eraseFile = api(
  { method: "DELETE", path: "/uploads/files/:id", expose: true, auth: true },
  async ({ id }: EraseFileRequest): Promise<FileInfo> => {
    const { orgId, userID } = caller();
    const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
    orThrow(file?.ownerId === userID ? accept(file) : refuse("file_not_found"), uploadsErrors);
    return toInfo(orThrow(await endFile(id, "erased", userID, (now) => now.state !== "attached"), uploadsErrors));
  },
);
