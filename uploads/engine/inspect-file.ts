import { fileTypeFromBuffer } from "file-type";
import type { RejectReason } from "../contract/types";
import type { StoredFile } from "../domain/file";
import { refuseMp4 } from "../domain/inspect/mp4";
import { refusePdf } from "../domain/inspect/pdf";
import { holdsCode, isPolyglot, TAIL_BYTES } from "../domain/inspect/polyglot";
import { refuseText } from "../domain/inspect/text";
import { typeByContentType } from "../domain/purposes";
import { readContent } from "./content";
import { type Reencoded, reencode } from "./reencode";

/** What file-type looks at. */
const HEAD_BYTES = 64 * 1024;

export type Inspected = { ok: true; image: Reencoded | null } | { ok: false; reason: RejectReason };

/** Looks into a file whose bytes are all there (U6). An image comes back encoded anew. */
export async function inspectFile(file: StoredFile): Promise<Inspected> {
  const { check, contentType } = typeByContentType(file.purpose, file.contentType);
  const readAt = (start: number, length: number): Promise<Buffer> =>
    readContent(file.id, start, Math.min(file.size, start + length));
  const head = await readAt(0, HEAD_BYTES);
  const found = (await fileTypeFromBuffer(head))?.mime;
  if (check === "text") return verdict(found === undefined ? refuseText(await readAt(0, file.size)) : "type_mismatch");
  if (found === undefined) return verdict("type_unknown");
  if (found !== contentType) return verdict("type_mismatch");
  const tail = await readAt(Math.max(0, file.size - TAIL_BYTES), TAIL_BYTES);
  if (isPolyglot(head, tail, check)) return verdict("polyglot");
  if (check === "video") return verdict(await refuseMp4(file.size, readAt));
  const bytes = await readAt(0, file.size);
  if (check === "pdf") return verdict(refusePdf(bytes));
  if (holdsCode(bytes)) return verdict("polyglot");
  const image = await reencode(bytes, contentType);
  return typeof image === "string" ? verdict(image) : { ok: true, image };
}

const verdict = (reason: RejectReason | null): Inspected =>
  reason === null ? { ok: true, image: null } : { ok: false, reason };
