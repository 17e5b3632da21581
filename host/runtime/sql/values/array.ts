import { ValueError } from "./value-error";

/** PostgreSQL's binary arrays: int32 dimensions, whether there are nulls, element's oid; per dimension length and lower bound. */
const HEADER = 12;
const DIMENSION = 8;

/** The elements of an array of one dimension (or none). */
export function arrayCells(bytes: Buffer): (Buffer | null)[] {
  const dimensions = bytes.readInt32BE(0);
  if (dimensions > 1) throw new ValueError("array contains too many dimensions");
  if (dimensions === 0) return [];
  const cells: (Buffer | null)[] = [];
  let at = HEADER + DIMENSION;
  for (let left = bytes.readInt32BE(HEADER); left > 0; left--) {
    const length = bytes.readInt32BE(at);
    at += 4;
    cells.push(length < 0 ? null : bytes.subarray(at, at + length));
    at += Math.max(0, length);
  }
  return cells;
}

/** Always of one dimension, as the driver sends it. */
export function arrayBytes(elementOid: number, cells: readonly (Buffer | null)[], lowerBound: number): Buffer {
  const head = Buffer.alloc(HEADER + DIMENSION);
  head.writeInt32BE(1, 0);
  head.writeInt32BE(cells.includes(null) ? 1 : 0, 4);
  head.writeUInt32BE(elementOid, 8);
  head.writeInt32BE(cells.length, HEADER);
  head.writeInt32BE(lowerBound, HEADER + 4);
  const parts = cells.flatMap((cell) => {
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(cell === null ? -1 : cell.length);
    return cell === null ? [length] : [length, cell];
  });
  return Buffer.concat([head, ...parts]);
}
