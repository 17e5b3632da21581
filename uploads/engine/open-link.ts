import { identity } from "~encore/clients";
import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { isReadable, type StoredFile } from "../domain/file";
import { isSigned, type Link, readLink } from "../domain/link";
import { pool } from "../store/db";
import { findAnyFile } from "../store/file.read";
import { findLinkKey } from "../store/link-key.store";
import { mayRead } from "./may-read";

/**
 * The file behind a link; null for one that is not ours, has ended, whose file is gone, or whose person may not read it any more. Why makes
 * no difference to who asks.
 */
export async function openLink(
  fileId: string,
  query: URLSearchParams,
): Promise<{ file: StoredFile; link: Link } | null> {
  const read = readLink(fileId, query);
  if (read === null || ![fileId, read.keyId, read.link.personId].every((id) => isUuid(id))) return null;
  const { link, keyId, given } = read;
  const key = await findLinkKey(pool, keyId);
  if (key === null || !isSigned(link, key, given) || link.endsAt * 1000 <= clock.nowMs()) return null;
  const file = await findAnyFile(pool, fileId);
  if (file === null || !isReadable(file.state)) return null;
  const { orgId } = file;
  const person = await identity.personAccess({ orgId, personId: link.personId });
  if (!person.found || person.disabled) return null;
  const isTheirs = await mayRead(file, { orgId, personId: link.personId, grants: person.grants });
  return isTheirs && (link.variant === "file" || file.thumbnail !== null) ? { file, link } : null;
}
