import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { StoredFile } from "../domain/file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";

/** The caller's upload, while they may upload at its property; to everybody else there is none (U5). */
export async function ownUpload(id: string): Promise<StoredFile> {
  const { orgId, userID, grants } = caller();
  const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
  const isTheirs = file?.ownerId === userID && decideAccess(grants, "uploads.file.upload", file.propertyId).ok;
  return orThrow(isTheirs ? accept(file) : refuse("upload_not_found"), uploadsErrors);
}
