/** Bytes from `from` up to and without `to`. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * The bytes that a `Range` header asks for; null for all of them (none asked for, several, or in a form unknown), `unsatisfiable` when
 * the file has none of them.
 */
export function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
  return from < to ? { from, to } : "unsatisfiable";
}
