/** Which bytes of a file an answer carries; both ends are included. */
export type ByteRange =
  | { kind: "whole" }
  | { kind: "part"; start: number; end: number }
  | { kind: "several" }
  | { kind: "unsatisfiable" };

/** Reads a Range header. An unreadable or empty range is unsatisfiable; more than one is told apart. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  if (header === undefined) return { kind: "whole" };
  const ranges = header.startsWith("bytes=") ? header.slice("bytes=".length).split(",") : [];
  if (ranges.length > 1) return { kind: "several" };
  const match = /^\s*(\d*)-(\d*)\s*$/.exec(ranges[0] ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return { kind: "unsatisfiable" };
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end ? { kind: "unsatisfiable" } : { kind: "part", start, end };
}
