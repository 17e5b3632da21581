import { ValueError } from "./value-error";

/**
 * Dates and times without a zone as parameter texts: the driver's strict forms `2024-01-02T03:04:05.678`, `2024-01-02` and
 * `12:34:56`, and its complaints.
 */
interface Fields {
  Y?: number;
  m?: number;
  d?: number;
  H?: number;
  M?: number;
  S?: number;
  /** Microseconds. */
  f?: number;
}

const RANGE: Record<string, readonly [number, number]> = {
  Y: [-262_143, 262_142],
  m: [1, 12],
  d: [1, 31],
  H: [0, 23],
  M: [0, 59],
  S: [0, 60],
};

/** Milliseconds since 1970 in UTC, and the microseconds below them. */
export function parseTimestamp(text: string): { ms: number; micros: number } {
  const fields = scan(text, "Y-m-dTH:M:Sf ");
  const micros = fields.f ?? 0;
  return { ms: dayOf(fields) + timeOf(fields) + Math.trunc(micros / 1000), micros: micros % 1000 };
}

/** Milliseconds since 1970 of a day's beginning. */
export function parseDay(text: string): number {
  return dayOf(scan(text, "Y-m-d"));
}

/** Microseconds since midnight. */
export function parseTime(text: string): number {
  return timeOf(scan(text, "H:M:S")) * 1000;
}

/**
 * Reads the pieces of a pattern one after the other: letters are numbers, `f` is an optional fraction, a space any white space, the
 * rest stands for itself.
 */
function scan(text: string, pattern: string): Fields {
  const fields: Record<string, number> = {};
  let rest = text;
  for (const piece of pattern) {
    if (piece === "f") {
      const fraction = /^\.(\d+)/.exec(rest);
      fields["f"] = Number((fraction?.[1] ?? "0").slice(0, 6).padEnd(6, "0"));
      rest = rest.slice(fraction?.[0].length ?? 0);
      continue;
    }
    if (piece === " ") {
      rest = rest.trimStart();
      continue;
    }
    const range = RANGE[piece];
    if (range === undefined) {
      rest = literal(rest, piece);
      continue;
    }
    rest = rest.trimStart();
    const found = (piece === "Y" ? /^(?:[+-]\d+|\d{1,4})/ : /^\d{1,2}/).exec(rest)?.[0];
    if (found === undefined) throw new ValueError(rest === "" ? SHORT : INVALID);
    const value = Number(found);
    if (value < range[0] || value > range[1]) throw new ValueError(OUT_OF_RANGE);
    fields[piece] = value;
    rest = rest.slice(found.length);
  }
  if (rest !== "") throw new ValueError("trailing input");
  return fields;
}

const SHORT = "premature end of input";
const INVALID = "input contains invalid characters";
const OUT_OF_RANGE = "input is out of range";

function literal(rest: string, piece: string): string {
  if (rest === "") throw new ValueError(SHORT);
  if (!rest.startsWith(piece)) throw new ValueError(INVALID);
  return rest.slice(1);
}

function dayOf({ Y = 0, m = 1, d = 1 }: Fields): number {
  const date = new Date(0);
  // Not Date.UTC, which takes years below 100 for 19xx.
  date.setUTCFullYear(Y, m - 1, d);
  if (date.getUTCDate() !== d) throw new ValueError(OUT_OF_RANGE);
  return date.getTime();
}

function timeOf({ H = 0, M = 0, S = 0 }: Fields): number {
  return ((H * 60 + M) * 60 + S) * 1000;
}
