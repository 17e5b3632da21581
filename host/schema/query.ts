import { type Compiled, type CompiledField, NO } from "./compiled";
import { decimalComplaint, expecting, missingFields } from "./exact";
import { parseDate } from "./datetime";
import { Num, wholeNumber } from "./num";
import { invalid } from "./refusal";
import { quoted, shown } from "./rust-text";

/** A value of the query string that does not fit its field. */
class Misfit extends Error {}

/** Decodes a query string (without "?") into the fields given. Throws Refusal, for a scalar given twice as well. */
export function decodeQuery(
  fields: ReadonlyMap<string, CompiledField>,
  query: string,
  into: Record<string, unknown>,
): void {
  const seen = new Set<string>();
  for (const [name, text] of pairs(query)) {
    const field = fields.get(name);
    if (field === undefined) continue;
    const value = fromField(field, text);
    const old = into[name];
    if (!seen.has(name)) {
      seen.add(name);
      into[name] = value;
    } else if (Array.isArray(old) && Array.isArray(value)) old.push(...(value as unknown[]));
    else throw refused(`duplicate field ${name}`);
  }
  const missing = missingFields(fields, seen);
  if (missing !== undefined) throw refused(missing);
}

function refused(text: string) {
  return invalid(`unable to decode query string: ${text}`);
}

function fromField(field: CompiledField, text: string): unknown {
  try {
    return fromQuery(field.type, text);
  } catch (error) {
    if (error instanceof Misfit) throw refused(`${field.name}: ${error.message}`);
    throw error;
  }
}

/** Name and value of each part, decoded as forms are. */
export function* pairs(query: string): Generator<[name: string, value: string]> {
  if (query === "") return;
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    yield equals < 0
      ? [formDecoded(part), ""]
      : [formDecoded(part.slice(0, equals)), formDecoded(part.slice(equals + 1))];
  }
}

function formDecoded(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Broken escapes stand as they are, bytes that are no UTF-8 become U+FFFD.
    return new URLSearchParams(`v=${text}`).get("v") ?? "";
  }
}

function fromQuery(type: Compiled, text: string): unknown {
  const raw = rawFromQuery(type, text);
  return raw instanceof Num ? raw.toHandler() : raw;
}

function rawFromQuery(type: Compiled, text: string): unknown {
  if (type.kind === "number") return number(text);
  if (type.kind === "literal") return literal(type, type.value, text);
  if (type.kind === "array") return [fromQuery(type.item, text)];
  if (type.kind === "union") return firstThatFits(type, text);
  if (type.kind === "valid") {
    const raw = rawFromQuery(type.of, text);
    const wrong = type.checks.strict(raw);
    if (wrong !== null) throw new Misfit(wrong);
    return raw;
  }
  const value =
    type.kind === "boolean" ? boolean(text) : type.kind === "null" ? (text === "null" ? null : NO) : type.take(text);
  if (value === NO) throw new Misfit(complaint(type, text));
  return value;
}

function complaint(type: Compiled, text: string): string {
  if (type.kind === "boolean" || type.kind === "null") return `expected ${expecting(type)}, got ${text}`;
  if (type.kind === "date") return `invalid datetime: ${parseDate(text)}`;
  if (type.kind === "decimal") return `invalid decimal: ${decimalComplaint(text)}`;
  return `invalid type: string ${quoted(text)}, expected ${expecting(type)}`;
}

function firstThatFits(type: Extract<Compiled, { kind: "union" }>, text: string): unknown {
  for (const alternative of type.of) {
    try {
      return rawFromQuery(alternative, text);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
    }
  }
  throw new Misfit(complaint(type, text));
}

function literal(type: Compiled, value: string | number | boolean, text: string): unknown {
  const got =
    typeof value === "string"
      ? text
      : typeof value === "boolean"
        ? boolean(text)
        : Number.isInteger(value)
          ? whole(text)
          : float(text);
  if (got === value) return value;
  if (got === null)
    throw new Misfit(`invalid type: floating point \`${notFinite(text)}\`, expected ${expecting(type)}`);
  if (got === NO || typeof value === "string") throw new Misfit(`expected ${expecting(type)}, got ${text}`);
  throw new Misfit(`invalid type: ${shown(got as boolean | number | Num)}, expected ${expecting(type)}`);
}

/** As it is named whose digits do not say. */
function notFinite(text: string): string {
  if (/nan$/i.test(text)) return "NaN";
  return text.startsWith("-") ? "-inf" : "inf";
}

function boolean(text: string): unknown {
  return text === "true" ? true : text === "false" ? false : NO;
}

/** As forms are read, which is wider than JSON: `+5`, `007`, `.5`; NaN and infinities are null. */
function number(text: string): unknown {
  const n = whole(text);
  if (n !== NO) return n;
  const f = float(text);
  if (f === NO) throw new Misfit(`expected a number, got ${text}`);
  return f;
}

function whole(text: string): unknown {
  if (!/^[+-]?[0-9]+$/.test(text)) return NO;
  const n = wholeNumber(text.replace(/^[+-]/, ""), text.startsWith("-"));
  if (!(n instanceof Num)) return n;
  if (n.float) return n.value === 0 ? 0 : NO;
  return BigInt.asIntN(64, n.value as bigint) === n.value ? n : NO;
}

function float(text: string): unknown {
  if (/^[+-]?(?:inf|infinity|nan)$/i.test(text)) return null;
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return NO;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? new Num(value, true) : value;
}
