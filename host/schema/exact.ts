import { type Compiled, type CompiledField, NO } from "./compiled";
import { subject } from "./takes";
import { parseDate } from "./datetime";
import { Decimal, DecimalError } from "./decimal";
import { JsonError, JsonReader } from "./json-reader";
import type { Num } from "./num";
import { floatText } from "./number-text";
import { alternatives, nameList, quoted, shown } from "./rust-text";
import { settle } from "./settle";
import { skip } from "./skip";

/**
 * Decodes JSON byte by byte by a type, exactly as the genuine decoder does, with its complaints: `path: text at line 1 column 9`.
 * What follows the value is ignored. Throws JsonError.
 */
export function decodeExactly(type: Compiled, bytes: Buffer): unknown {
  return read(type, new JsonReader(bytes));
}

/** The complaint as it stands in an answer. */
export function complaintText(error: JsonError): string {
  return error.path === undefined ? error.message : `${error.path}: ${error.message}`;
}

function read(type: Compiled, reader: JsonReader): unknown {
  const c = reader.peek();
  if (c === 0x7b)
    return container(
      reader,
      () => readObject(type, reader),
      () => reader.endObject(),
    );
  if (c === 0x5b)
    return container(
      reader,
      () => readArray(type, reader),
      () => reader.endArray(),
    );
  const raw = reader.scalar();
  const value = type.take(raw);
  if (value !== NO) return value;
  throw reader.placed(reader.complaint(why(type, raw)));
}

/** A complaint about a whole container is placed behind its end, when the end can be reached. */
function container<T>(reader: JsonReader, body: () => T, end: () => void): T {
  let value: T;
  try {
    value = body();
  } catch (error) {
    if (!(error instanceof JsonError) || error.placed) throw error;
    try {
      end();
    } catch {
      // The complaint that came first stands.
    }
    throw reader.placed(error);
  }
  end();
  return value;
}

function readObject(type: Compiled, reader: JsonReader): unknown {
  if (type.kind === "object") return readFields(type.fields, reader);
  if (type.kind === "any") return readMembers(type, reader);
  if (type.kind === "record") return readMembers(type.value, reader);
  if (type.kind === "valid") return checked(type, readObject(type.of, reader), reader);
  if (type.kind === "union") return choose(type, readMembers(RAW, reader), reader, "map");
  reader.enter();
  throw reader.complaint(`invalid type: map, expected ${expecting(type)}`);
}

function readArray(type: Compiled, reader: JsonReader): unknown {
  if (type.kind === "array") return readItems(type.item, reader);
  if (type.kind === "any") return readItems(type, reader);
  if (type.kind === "valid") return checked(type, readArray(type.of, reader), reader);
  if (type.kind === "union") return choose(type, readItems(RAW, reader), reader, "sequence");
  reader.enter();
  throw reader.complaint(`invalid type: sequence, expected ${expecting(type)}`);
}

function checked(type: Extract<Compiled, { kind: "valid" }>, value: unknown, reader: JsonReader): unknown {
  const wrong = type.checks.strict(value);
  if (wrong !== null) throw reader.complaint(wrong);
  return value;
}

/** Everything that stands there, numbers as they were read: what the alternatives of a union are tried on. */
const RAW: Compiled = { kind: "any", take: (raw: unknown) => raw, takeLoose: (raw: unknown) => raw };

function choose(type: Extract<Compiled, { kind: "union" }>, raw: unknown, reader: JsonReader, what: string): unknown {
  const value = type.take(raw);
  if (value === NO) throw reader.complaint(`invalid type: ${what}, expected ${expecting(type)}`);
  return settle(value);
}

function readItems(item: Compiled, reader: JsonReader): unknown[] {
  const list: unknown[] = [];
  reader.array(() => list.push(read(item, reader)));
  return list;
}

function readMembers(type: Compiled, reader: JsonReader): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  reader.object((key) => {
    const value = member(reader, key, () => read(type, reader));
    if (key !== "__proto__") object[key] = value;
  });
  return object;
}

function member<T>(reader: JsonReader, key: string, value: () => T): T {
  reader.colon();
  return reader.within(key, value);
}

function readFields(fields: ReadonlyMap<string, CompiledField>, reader: JsonReader): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const seen = new Set<string>();
  reader.object((key) => {
    const field = fields.get(key);
    if (field === undefined) {
      member(reader, key, () => skip(reader));
      return;
    }
    const value = member(reader, key, () => read(field.type, reader));
    if (seen.has(key)) throw reader.complaint(`duplicate field ${key}`);
    seen.add(key);
    if (key !== "__proto__") object[key] = value;
  });
  const missing = missingFields(fields, seen);
  if (missing !== undefined) throw reader.complaint(missing);
  return object;
}

/** What to say when required fields were not given, undefined when all were. */
export function missingFields(
  fields: ReadonlyMap<string, CompiledField>,
  seen: ReadonlySet<string>,
): string | undefined {
  const names: string[] = [];
  for (const field of fields.values()) if (!field.optional && !seen.has(field.name)) names.push(field.name);
  if (names.length === 0) return undefined;
  return names.length === 1 ? `missing field ${names[0]}` : `missing fields ${nameList(names)}`;
}

/** What a type expects, in the words of its complaints. */
export function expecting(type: Compiled): string {
  switch (type.kind) {
    case "any":
      return "any valid JSON value";
    case "null":
      return "null";
    case "boolean":
      return "a boolean";
    case "number":
      return "a number";
    case "string":
      return "a string";
    case "date":
      return "a datetime string";
    case "decimal":
      return "a decimal";
    case "literal":
      return literalText(type.value);
    case "array":
      return "a JSON array";
    case "record":
      return "a JSON object";
    case "object":
      return "a JSON object";
    case "valid":
      return expecting(type.of);
    case "union":
      return alternatives(type.of.map((t) => (t.kind === "record" ? "a JSON map" : expecting(t))));
  }
}

function literalText(value: string | number | boolean): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "number" && !Number.isInteger(value) ? floatText(value) : String(value);
}

/** Why a single value does not fit a type that said NO to it. */
function why(type: Compiled, raw: string | number | boolean | null | Num): string {
  if (type.kind === "valid" && raw !== null) {
    const value = type.of.take(raw);
    return value === NO ? why(type.of, raw) : (type.checks.strict(subject(raw, value)) ?? "");
  }
  if (typeof raw === "string") {
    if (type.kind === "date") return `invalid datetime: ${parseDate(raw)}`;
    if (type.kind === "decimal") return `invalid decimal: ${decimalComplaint(raw)}`;
    if (type.kind === "literal") return `expected ${literalText(type.value)}, got ${raw}`;
  }
  return `invalid type: ${shown(raw)}, expected ${expecting(type)}`;
}

/** Why a text is no decimal. */
export function decimalComplaint(text: string): string {
  try {
    Decimal.parse(text);
    return "";
  } catch (error) {
    if (error instanceof DecimalError) return error.message;
    throw error;
  }
}
