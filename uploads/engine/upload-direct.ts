import { createHash } from "node:crypto";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import { isOpen, type StoredFile } from "../domain/file";
import type { UploadRequest } from "../domain/upload-request";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { findProgress } from "../store/upload.store";
import { beginUpload } from "./begin-upload";
import { check } from "./checks";
import { receive } from "./receive";

/**
 * A small file in one request, up to the end of its check. A repeat with the same key and bytes goes on with the file of the first
 * request, and gets its answer.
 */
export async function uploadDirect(
  request: Omit<UploadRequest, "size">,
  bytes: Buffer,
  key: string | undefined,
): Promise<StoredFile> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const file = orThrow(await beginUpload({ ...request, size: bytes.length }, { key, sha256 }), uploadsErrors);
  if (isOpen(file.state)) {
    const at = (await findProgress(pool, file.id))?.received ?? 0;
    await receive(file, at, toSource(bytes.subarray(at)));
  }
  const done = (await check(file.id)) ?? (await findFile(pool, file.orgId, file.id)) ?? file;
  if (done.state === "rejected")
    orThrow(refuse("file_rejected", { values: { why: done.reason ?? "" } }), uploadsErrors);
  return done;
}

async function* toSource(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
