import type { RejectReason } from "../../contract/types";

const HEADER = 8;
const LARGE_HEADER = 16;
/** More top-level boxes than any recorder makes. */
const MAX_BOXES = 10_000;

/** Reads so many bytes from a place of the file; fewer at its end. */
export type ReadAt = (start: number, length: number) => Promise<Buffer>;

/** Why a video's boxes are refused: they begin with `ftyp`, hold `mdat`, and the last one ends where the file does. Null when all is well. */
export async function refuseMp4(size: number, readAt: ReadAt): Promise<RejectReason | null> {
  let hasMedia = false;
  let at = 0;
  for (let boxes = 0; at < size; boxes++) {
    const header = await readAt(at, LARGE_HEADER);
    const length = boxes < MAX_BOXES ? boxLength(header, size - at) : null;
    if (length === null) return "damaged";
    const kind = header.toString("latin1", 4, 8);
    if ((boxes === 0) !== (kind === "ftyp")) return "damaged";
    hasMedia ||= kind === "mdat";
    at += length;
  }
  return hasMedia ? null : "damaged";
}

/** Null for a box that does not fit into what is left. */
function boxLength(header: Buffer, left: number): number | null {
  if (header.length < HEADER) return null;
  const short = header.readUInt32BE(0);
  if (short === 0) return left;
  if (short !== 1) return short >= HEADER && short <= left ? short : null;
  if (header.length < LARGE_HEADER) return null;
  const long = Number(header.readBigUInt64BE(8));
  return long >= LARGE_HEADER && long <= left ? long : null;
}
