import { createHash } from "node:crypto";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import { isOpen, type StoredFile } from "../domain/file";
import type { UploadRequest } from "../domain/upload-request";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { findProgress } from "../store/upload.store";
import { beginUpload } from "./begin-upload";
import { check } from "./checks";
import { PartWriter } from "./part-writer";
import { takeRoom } from "./receiving";

/** Larger files go by tus or the stream. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * A small file in one request, up to the end of its check; its body is read once there are the right and the room for it. A repeat with
 * the same key and bytes goes on with the file of the first request, and gets its answer.
 */
export async function uploadDirect(
  request: Omit<UploadRequest, "size">,
  body: AsyncIterable<Buffer>,
  key: string | undefined,
): Promise<StoredFile> {
  requirePermission("uploads.file.upload", request.propertyId);
  const file = await receiveWhole(request, body, key);
  const done = (await check(file.id)) ?? (await findFile(pool, file.orgId, file.id)) ?? file;
  if (done.state === "rejected")
    orThrow(refuse("file_rejected", { values: { why: done.reason ?? "" } }), uploadsErrors);
  return done;
}

/** The file with all its bytes stored. */
async function receiveWhole(
  request: Omit<UploadRequest, "size">,
  body: AsyncIterable<Buffer>,
  key: string | undefined,
): Promise<StoredFile> {
  const giveBack = takeRoom(MAX_BYTES);
  if (giveBack === null) return orThrow(refuse("busy", { retryAfterMs: 2000 }), uploadsErrors) as never;
  try {
    const bytes = await wholeOf(body);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const file = orThrow(await beginUpload({ ...request, size: bytes.length }, { key, sha256 }), uploadsErrors);
    if (!isOpen(file.state)) return file;
    const at = (await findProgress(pool, file.id))?.received ?? 0;
    const writer = await PartWriter.open(file, at);
    await writer.take(bytes.subarray(at));
    await writer.flush();
    return file;
  } finally {
    giveBack();
    relay.wake();
  }
}

async function wholeOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    const values = { size, maxSize: MAX_BYTES, contentType: "one request", purpose: "a direct upload" };
    if (size > MAX_BYTES) orThrow(refuse("file_too_large", { values }), uploadsErrors);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
