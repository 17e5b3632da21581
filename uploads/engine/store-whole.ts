import { createHash } from "node:crypto";
import { newId } from "../../platform/ids";
import type { Kept, StoredFile } from "../domain/file";
import { objectName, putObject } from "../store/objects";
import type { Part } from "../store/upload.store";
import { PART_BYTES } from "./limits";
import type { Reencoded } from "./reencode";

/** What is kept of a file, and where it lies. */
export interface Whole {
  kept: Kept;
  parts: Part[];
}

type Whose = Pick<StoredFile, "id" | "orgId">;

/** Puts all of a file's bytes in the bucket; `what` is in the names of the objects. */
export async function storeBytes({ id, orgId }: Whose, bytes: Buffer, what: string): Promise<Whole> {
  const parts: Part[] = [];
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    const piece = bytes.subarray(start, start + PART_BYTES);
    const object = objectName(orgId, id, `${what}-${start}-${newId()}`);
    await putObject(object, piece, "application/octet-stream");
    parts.push({ start, size: piece.length, sha256: createHash("sha256").update(piece).digest(), object });
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { kept: { size: bytes.length, sha256, width: null, height: null, thumbnail: null }, parts };
}

/** The same of an image, with its thumbnail. */
export async function storeImage(file: Whose, image: Reencoded): Promise<Whole> {
  const { width, height } = image;
  const { kept, parts } = await storeBytes(file, image.bytes, "image");
  const thumbnail = objectName(file.orgId, file.id, `thumbnail-${newId()}`);
  await putObject(thumbnail, image.thumbnail, "image/webp");
  return { kept: { ...kept, width, height, thumbnail }, parts };
}
