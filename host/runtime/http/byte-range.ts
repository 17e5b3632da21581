/** Which bytes of a file an answer carries; both ends are included. */
export type ByteRange =
  | { kind: "whole" }
  | { kind: "part"; start: number; end: number }
  | { kind: "several" }
  | { kind: "unsatisfiable" };

type Part = Extract<ByteRange, { kind: "part" }>;

/** No sign, no leading zero; of two the first or the second may be absent. */
const RANGE = /^(0|[1-9]\d*)?-(0|[1-9]\d*)?$/;

const MAX_U64 = 2n ** 64n - 1n;

/**
 * Reads a Range header as strictly as the genuine runtime: what is unreadable, empty, reversed, overlaps or asks for more last
 * bytes than there are is unsatisfiable. Several good ranges are told apart.
 */
export function byteRange(header: string | undefined, size: number): ByteRange {
  if (header === undefined) return { kind: "whole" };
  if (!/^bytes=\S/.test(header)) return { kind: "unsatisfiable" };
  const parts: Part[] = [];
  for (const text of header.slice("bytes=".length).split(",")) {
    const part = partOf(text, size);
    if (part === undefined || parts.some((other) => overlap(other, part))) return { kind: "unsatisfiable" };
    parts.push(part);
  }
  return parts.length > 1 ? { kind: "several" } : parts[0]!;
}

/** One blank in front is allowed; a number above 64 bits is none. */
function partOf(text: string, size: number): Part | undefined {
  const match = RANGE.exec(text.replace(/^\s/, ""));
  const [, first, last] = match ?? [];
  if ([first, last].some((text) => text !== undefined && BigInt(text) > MAX_U64)) return undefined;
  if (first === undefined && (last === undefined || Number(last) === 0 || Number(last) > size)) return undefined;
  const start = first === undefined ? size - Number(last) : Number(first);
  const end = first === undefined || last === undefined ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? undefined : { kind: "part", start, end };
}

function overlap(a: Part, b: Part): boolean {
  return a.start <= b.end && b.start <= a.end;
}
