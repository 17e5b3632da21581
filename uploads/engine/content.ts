import { pool } from "../store/db";
import { getObject } from "../store/objects";
import { findParts } from "../store/upload.store";

/** The bytes of a file from `from` up to and without `to`, part by part. Throws when one is missing. */
export async function* contentOf(fileId: string, from: number, to: number): AsyncGenerator<Buffer> {
  let at = from;
  for (const part of await findParts(pool, fileId, from, to)) {
    if (part.start > at) break;
    const bytes = await getObject(part.object);
    yield bytes.subarray(at - part.start, to - part.start);
    at = part.start + part.size;
  }
  if (at < to) throw new Error(`file ${fileId} has no bytes at ${at}`);
}

/** The same in one piece, for small files and small pieces. */
export async function readContent(fileId: string, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(fileId, from, to)) pieces.push(piece);
  return Buffer.concat(pieces);
}
