import { type Compiled, NO } from "./compiled";
import { complaintText, decodeExactly } from "./exact";
import { JsonError } from "./json-reader";

/** Decodes JSON text; what follows the value is ignored. Throws JsonFault with the complaint of the genuine decoder. */
export type JsonDecoder = (data: Buffer | string) => unknown;

/** JSON that does not fit. `message` carries path, line and column; `bare` has no path. */
export class JsonFault extends Error {
  readonly bare: string;

  constructor(error: JsonError) {
    super(complaintText(error));
    this.bare = error.message;
  }
}

/** Deeper values are left to the exact reader, which knows the limit. */
const EASY_DEPTH = 100;
/** A number that may be a float although JSON.parse gives a whole one. */
const POINTED = /[0-9][.eE]|-0/;
const LONE_SURROGATE = /\\u[dD][89a-fA-F]/;

/**
 * The quick way: JSON.parse and one compiled pass. Whatever JSON.parse reads otherwise than the genuine decoder (repeated keys,
 * numbers beyond 2^53, surrogates, bytes that are no UTF-8, depth) is recognised and read again exactly, and so is every failure.
 * `points`: the type tells `1` from `1.0`.
 */
export function jsonDecoder(type: Compiled, points: boolean): JsonDecoder {
  return (data) => {
    const text = typeof data === "string" ? data : data.toString("utf8");
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return exactly(type, data);
    }
    if (isSuspicious(text, parsed) || (points && POINTED.test(text))) return exactly(type, data);
    const value = type.take(parsed);
    return value === NO ? exactly(type, data) : value;
  };
}

function exactly(type: Compiled, data: Buffer | string): unknown {
  try {
    return decodeExactly(type, typeof data === "string" ? Buffer.from(data) : data);
  } catch (error) {
    throw error instanceof JsonError ? new JsonFault(error) : error;
  }
}

function isSuspicious(text: string, parsed: unknown): boolean {
  if (text.includes("\ufffd")) return true;
  if (text.includes("\\u") && LONE_SURROGATE.test(text)) return true;
  // As many keys in the text as in the value: none was given twice. Quotes inside strings can only make it look like more.
  return countColons(text) !== countKeys(parsed, 0);
}

const COLON = ":";
const QUOTE = 0x22;

/** Colons behind a quote, with white space between or not. */
function countColons(text: string): number {
  let n = 0;
  for (let i = text.indexOf(COLON); i >= 0; i = text.indexOf(COLON, i + 1)) {
    let before = i - 1;
    let c = text.charCodeAt(before);
    while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) c = text.charCodeAt(--before);
    if (c === QUOTE) n++;
  }
  return n;
}

/** Never a count when there is something only the exact reader can judge: depth, rounded numbers, a key that must not be kept. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value === "number") return isRounded(value) ? Number.NaN : 0;
  if (typeof value !== "object" || value === null) return 0;
  if (depth === EASY_DEPTH) return Number.NaN;
  let n = 0;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) n += countKeys(value[i], depth + 1);
    return n;
  }
  for (const key in value) {
    if (key === "__proto__") return Number.NaN;
    n += 1 + countKeys((value as Record<string, unknown>)[key], depth + 1);
  }
  return n;
}

function isRounded(n: number): boolean {
  return n > Number.MAX_SAFE_INTEGER || n < Number.MIN_SAFE_INTEGER;
}
