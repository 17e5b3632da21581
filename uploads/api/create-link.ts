import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import { isReadable } from "../domain/file";
import { linkPath } from "../domain/link";
import { mayRead } from "../engine/may-read";
import { LINK_LASTS_S } from "../engine/limits";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { signingKey } from "../store/link-key.store";

interface CreateLinkRequest {
  id: string;
  /** `file` unless given. */
  as?: "file" | "thumbnail";
}

interface CreateLinkResponse {
  /** A path of this server that gives the bytes without a login. */
  url: string;
  /** RFC 3339. */
  endsAt: string;
}

/** A link to the bytes of a file, good for five minutes and for the caller's rights: who loses them loses the link (U8). */
export const createLink = api(
  { method: "POST", path: "/uploads/files/:id/link", expose: true, auth: true },
  async ({ id, as = "file" }: CreateLinkRequest): Promise<CreateLinkResponse> => {
    const { orgId, userID: personId, grants } = caller();
    const file = isUuid(id) ? await findFile(pool, orgId, id) : null;
    const isTheirs = file !== null && isReadable(file.state) && (await mayRead(file, { orgId, personId, grants }));
    if (!isTheirs || (as === "thumbnail" && file.thumbnail === null))
      return orThrow(refuse("file_not_found"), uploadsErrors) as never;
    const now = clock.now();
    const endsAt = Math.floor(now.getTime() / 1000) + LINK_LASTS_S;
    const url = linkPath({ fileId: id, personId, variant: as, endsAt }, await signingKey(pool, now));
    return { url, endsAt: new Date(endsAt * 1000).toISOString() };
  },
);
