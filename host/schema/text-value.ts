import { type Compiled, NO } from "./compiled";
import { subject } from "./compile";
import { parseDate } from "./datetime";
import { Decimal } from "./decimal";
import { decimalComplaint, expecting } from "./exact";
import { JsonError, JsonReader } from "./json-reader";
import { Num } from "./num";
import { invalid, type Refusal } from "./refusal";
import { quoted } from "./rust-text";
import type { ValueMakers } from "./wire";

/**
 * Values that came as text in a header, cookie or path parameter (facts 5.2, 5.3). Throws Refusal. Query strings have rules of
 * their own: query.ts.
 */
export interface TextPlace {
  /** Public message where the place, not the value, is named: failed rules, literals, unions. */
  refusal: "invalid header value" | "invalid cookie value";
}

/** Decodes the text of a header or cookie. */
export function fromText(type: Compiled, text: string, place: TextPlace, make: ValueMakers): unknown {
  switch (type.kind) {
    case "valid": {
      const raw = rawOf(type.of, text);
      const value = fromText(type.of, text, place, make);
      const wrong = type.checks.strict(raw === NO ? value : subject(raw, value));
      if (wrong !== null) throw refused(place, wrong);
      return value;
    }
    case "union":
      return firstThatFits(type.of, text, place, make);
    case "literal":
      if (literalFits(type.value, text)) return type.value;
      throw refused(place, `expected ${expecting(type)}, got ${text}`);
    case "array":
    case "record":
    case "object":
      throw invalid("unsupported schema type", `got an unsupported schema type: ${expecting(type)}`);
    default:
      return basic(type, text, make);
  }
}

function refused(place: TextPlace, detail: string): Refusal {
  return invalid(place.refusal, `${place.refusal}: ${detail}`);
}

function firstThatFits(types: readonly Compiled[], text: string, place: TextPlace, make: ValueMakers): unknown {
  for (const type of types) {
    try {
      return fromText(type, text, place, make);
    } catch {
      // The next alternative may fit.
    }
  }
  throw invalid(place.refusal, `no union value matched: ${text}`);
}

function literalFits(value: string | number | boolean, text: string): boolean {
  if (typeof value === "string") return value === text;
  if (typeof value === "boolean") return text === String(value);
  return Number.isInteger(value) ? /^[+-]?[0-9]+$/.test(text) && Number(text) === value : text.trim() === text && Number(text) === value;
}

function basic(type: Compiled, text: string, make: ValueMakers): unknown {
  switch (type.kind) {
    case "null":
      if (text === "" || text === "null") return null;
      throw invalid("invalid value", `expected null, got ${quoted(text)}`);
    case "boolean":
      if (text === "true" || text === "false") return text === "true";
      throw invalid(`invalid boolean value: ${text}`);
    case "number": {
      const raw = rawOf(type, text);
      if (raw === NO) throw invalid(`invalid number value: ${text}`);
      return raw instanceof Num ? raw.toHandler() : raw;
    }
    case "date": {
      const ms = parseDate(text);
      if (typeof ms === "string") throw invalid("invalid datetime", `invalid datetime string ${quoted(text)}`);
      return new Date(ms);
    }
    case "decimal":
      if (decimalComplaint(text) !== "") throw invalid(`invalid decimal value: ${text}`);
      return make.decimal(Decimal.parse(text).toString());
    default:
      return text;
  }
}

/** A number as it was read, for the rules; NO for other types and texts. */
function rawOf(type: Compiled, text: string): unknown {
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
 * included; bigint parameters are numbers.
 */
export function fromPath(name: string, type: Compiled, text: string): unknown {
  const checks = type.kind === "valid" ? type.checks : undefined;
  const inner = type.kind === "valid" ? type.of : type;
  const raw = inner.kind === "number" || inner.kind === "decimal" ? pathNumber(text) : inner.kind === "boolean" ? pathBoolean(text) : text;
  const wrong = checks?.strict(raw) ?? null;
  if (wrong !== null) throw invalid(`invalid path parameter ${name}: ${wrong}`);
  return raw instanceof Num ? raw.toHandler() : raw;
}

function pathNumber(text: string): unknown {
  return pathScalar(text, "path parameter is not a valid number", (raw) => typeof raw === "number" || raw instanceof Num, "a JSON number");
}

function pathBoolean(text: string): unknown {
  return pathScalar(text, "path parameter is not a valid boolean", (raw) => typeof raw === "boolean", "a boolean");
}

function pathScalar(text: string, message: string, fits: (raw: unknown) => boolean, expected: string): unknown {
  const reader = new JsonReader(Buffer.from(text));
  try {
    const raw = reader.scalar();
    if (!fits(raw)) throw reader.placed(reader.complaint(`invalid type: ${raw instanceof Num || typeof raw === "number" ? `integer \`${raw}\`` : `string ${quoted(String(raw))}`}, expected ${expected}`));
    if (reader.peek() >= 0) throw reader.error("trailing characters", true);
    return raw;
  } catch (error) {
    if (error instanceof JsonError) throw invalid(message, error.message);
    throw error;
  }
}
