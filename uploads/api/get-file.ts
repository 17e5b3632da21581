import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import type { Grant } from "../../identity/contract/auth";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo } from "../contract/types";
import { isReadable, type StoredFile, namedInfo, toInfo } from "../domain/file";
import { PURPOSES } from "../domain/purposes";
import { mayRead } from "../engine/may-read";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";

interface GetFileRequest {
  id: string;
}

/** One file, with its name for who may read it; to who may not know of it there is none. */
export const getFile = api(
  { method: "GET", path: "/uploads/files/:id", expose: true, auth: true },
  async ({ id }: GetFileRequest): Promise<FileInfo> => {
    const { orgId, userID: personId, grants } = caller();
    const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
    if (file === null) return notFound();
    const isTheirs =
      file.ownerId === personId || (isReadable(file.state) && (await mayRead(file, { orgId, personId, grants })));
    if (isTheirs) return namedInfo(file);
    return isListed(file, grants) ? toInfo(file) : notFound();
  },
);

const notFound = (): never => orThrow(refuse("file_not_found"), uploadsErrors) as never;

/** As lists show it. */
const isListed = (file: StoredFile, grants: readonly Grant[]): boolean =>
  decideAccess(grants, "uploads.file.read", file.propertyId).ok &&
  (PURPOSES[file.purpose].class === "normal" || decideAccess(grants, "uploads.restricted.read", file.propertyId).ok);
