import { subject } from "./takes";
import { type Compiled, NO } from "./compiled";
import { expecting } from "./exact";
import { JsonError, JsonReader } from "./json-reader";
import { Num } from "./num";
import { invalid } from "./refusal";
import { quoted, shown } from "./rust-text";

/**
 * Decodes the text of a header or cookie (facts 5.2, 5.3). Throws Refusal; where a rule, a literal or a union does not fit, only
 * its internal message says so. Query strings have rules of their own: query.ts.
 */
export function fromText(type: Compiled, text: string, place: "header" | "cookie"): unknown {
  if (type.kind === "valid") {
    const value = fromText(type.of, text, place);
    const wrong = type.checks.strict(subject(numberIn(type.of, text), value));
    if (wrong !== null) throw misfit(place, `invalid ${place} value: ${wrong}`);
    return value;
  }
  if (type.kind === "union") return firstThatFits(type.of, text, place);
  if (type.kind === "literal") {
    if (isLiteral(type.value, text)) return type.value;
    throw misfit(place, `expected ${expecting(type)}, got ${text}`);
  }
  if (type.kind === "array" || type.kind === "record" || type.kind === "object") {
    throw invalid("unsupported schema type", `got an unsupported schema type: ${expecting(type)}`);
  }
  const value = basic(type, text);
  if (value !== NO) return value;
  if (type.kind === "null") throw invalid("invalid value", `expected null, got ${quoted(text)}`);
  if (type.kind === "date") throw invalid("invalid datetime", `invalid datetime string ${quoted(text)}`);
  throw invalid(`invalid ${type.kind} value: ${text}`);
}

function misfit(place: "header" | "cookie", internal: string) {
  return invalid(`invalid ${place} value`, internal);
}

function firstThatFits(types: readonly Compiled[], text: string, place: "header" | "cookie"): unknown {
  for (const type of types) {
    try {
      return fromText(type, text, place);
    } catch {
      // The next alternative may fit.
    }
  }
  throw misfit(place, `no union value matched: ${text}`);
}

function isLiteral(value: string | number | boolean, text: string): boolean {
  if (typeof value !== "number") return text === String(value);
  return (Number.isInteger(value) ? /^[+-]?[0-9]+$/ : /^[+-]?[0-9.]/).test(text) && Number(text) === value;
}

function basic(type: Compiled, text: string): unknown {
  if (type.kind === "boolean") return text === "true" ? true : text === "false" ? false : NO;
  if (type.kind === "null") return text === "" || text === "null" ? null : NO;
  if (type.kind !== "number") return type.take(text);
  const raw = numberIn(type, text);
  return raw instanceof Num ? raw.toHandler() : raw;
}

/** A number as it stands in a text, for the rules; NO for other types and texts. */
function numberIn(type: Compiled, text: string): unknown {
  if (type.kind !== "number" || !/^-?[0-9]/.test(text)) return NO;
  const reader = new JsonReader(Buffer.from(text));
  try {
    const raw = reader.scalar();
    return reader.at === reader.bytes.length ? raw : NO;
  } catch (error) {
    if (error instanceof JsonError) return NO;
    throw error;
  }
}

/**
 * Decodes a path parameter that is already percent-decoded: numbers and booleans are JSON scalars, white space around them
 * included; bigint parameters are numbers. Throws Refusal.
 */
export function fromPath(name: string, type: Compiled, text: string): unknown {
  const inner = type.kind === "valid" ? type.of : type;
  const raw = pathValue(inner, text);
  const wrong = type.kind === "valid" ? type.checks.strict(raw) : null;
  if (wrong !== null) throw invalid(`invalid path parameter ${name}: ${wrong}`);
  return raw instanceof Num ? raw.toHandler() : raw;
}

function pathValue(type: Compiled, text: string): unknown {
  if (type.kind === "boolean") {
    return jsonScalar(text, "boolean", "a boolean", (raw) => typeof raw === "boolean");
  }
  if (type.kind !== "number" && type.kind !== "decimal") return text;
  return jsonScalar(text, "number", "a JSON number", (raw) => typeof raw === "number" || raw instanceof Num);
}

function jsonScalar(text: string, what: string, expected: string, fits: (raw: unknown) => boolean): unknown {
  const reader = new JsonReader(Buffer.from(text));
  try {
    const raw = reader.scalar();
    if (!fits(raw)) throw reader.error(`invalid type: ${shown(raw)}, expected ${expected}`);
    if (reader.peek() >= 0) throw reader.error("trailing characters", true);
    return raw;
  } catch (error) {
    if (error instanceof JsonError) throw invalid(`path parameter is not a valid ${what}`, error.message);
    throw error;
  }
}
