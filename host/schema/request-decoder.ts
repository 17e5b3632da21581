import type { Endpoint, Segment } from "../model/app";
import { type Compiler, needsPoints } from "./compile";
import type { Compiled } from "./compiled";
import { parseCookies } from "./cookies";
import { jsonDecoder, JsonFault, type JsonDecoder } from "./decode-json";
import { type PlacedField, type Places, placesOf } from "./places";
import { decodeQuery } from "./query";
import { invalid } from "./refusal";
import type { Field, Types } from "./schema";
import { fromPath, fromText } from "./text-value";
import type { RequestParts } from "./wire";

/** Headers and cookies into fields; throws Refusal. */
export function decodeHeaders(
  fields: readonly PlacedField[],
  headers: RequestParts["headers"],
  into: Record<string, unknown>,
): void {
  for (const field of fields) {
    const values = headers.get(field.wireName.toLowerCase());
    if (values === undefined || values.length === 0) {
      if (field.optional) continue;
      throw invalid(`missing required header: ${field.wireName}`);
    }
    const decode = (type: Compiled, value: string) => fromText(type, headerText(value), "header");
    into[field.name] =
      field.type.kind === "array"
        ? values.map((v) => decode((field.type as { item: Compiled }).item, v))
        : decode(field.type, values[0] as string);
  }
}

/** Bytes of a header, one character each, as UTF-8. */
function headerText(value: string): string {
  if (!/\P{ASCII}/u.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    const at = firstBadByte(Buffer.from(value, "latin1"));
    throw invalid("invalid header value", `invalid header value: invalid utf-8 sequence of 1 bytes from index ${at}`);
  }
}

function firstBadByte(bytes: Buffer): number {
  const text = bytes.toString("utf8");
  return Buffer.byteLength(text.slice(0, text.indexOf("\ufffd")));
}

/** A cookie arrives as an object of name and value. */
export function decodeCookies(
  fields: readonly PlacedField[],
  headers: RequestParts["headers"],
  into: Record<string, unknown>,
): void {
  if (fields.length === 0) return;
  // A header with other characters than these counts as absent.
  const jar = parseCookies(headers.get("cookie")?.filter((header) => /^[\t\x20-\x7e]*$/.test(header)));
  for (const field of fields) {
    const text = jar.get(field.wireName);
    if (text !== undefined) {
      into[field.name] = { name: field.wireName, value: fromText(field.type, text, "cookie") };
    } else if (!field.optional) throw invalid(`missing required cookie: ${field.wireName}`);
  }
}

/** Percent-decodes a path parameter. Escapes that are none stand as they are. */
export function pathText(name: string, raw: string): string {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw.replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  } catch {
    throw invalid("unable to parse path params", `Invalid UTF-8 in \`${name}\``);
  }
}

export interface PathField {
  name: string;
  /** A wildcard or fallback. */
  isRest: boolean;
  type: Compiled;
}

/** The parameters of a path, in its order. A raw endpoint gets them all as text. */
export function pathFields(endpoint: Endpoint, compiler: Compiler): PathField[] {
  const dynamic = endpoint.path.filter((s): s is Exclude<Segment, { kind: "literal" }> => s.kind !== "literal");
  return dynamic.map((s) => ({
    name: s.name,
    isRest: s.kind !== "param",
    type: compiler.compile(endpoint.kind === "raw" || endpoint.kind === "static" ? { kind: "string" } : s.type),
  }));
}

/** Path parameters into fields; a wildcard that matched nothing is none. */
export function decodePath(
  fields: readonly PathField[],
  path: RequestParts["path"],
  into: Record<string, unknown>,
): void {
  for (const field of fields) {
    const raw = path[field.name];
    if (raw !== undefined && !(field.isRest && raw === ""))
      into[field.name] = fromPath(field.name, field.type, pathText("_", raw));
  }
}

/** How a request of one group of methods is decoded. */
export interface RequestDecoder {
  places: Places;
  /** undefined when nothing is expected in the body. */
  body: JsonDecoder | undefined;
  decode(parts: RequestParts): Record<string, unknown>;
}

/** For the methods that take unmarked fields from `unmarked`. */
export function requestDecoder(
  fields: readonly Field[],
  unmarked: "body" | "query",
  path: readonly PathField[],
  compiler: Compiler,
  types: Types,
): RequestDecoder {
  const places = placesOf(fields, unmarked, false, compiler);
  const body = places.body.length === 0 ? undefined : bodyDecoder(places.body, compiler, types);
  return {
    places,
    body,
    decode(parts) {
      const payload: Record<string, unknown> = {};
      if (path.length > 0) decodePath(path, parts.path, payload);
      if (places.query.size > 0) decodeQuery(places.query, parts.query, payload);
      if (places.header.length > 0) decodeHeaders(places.header, parts.headers, payload);
      if (places.cookie.length > 0) decodeCookies(places.cookie, parts.headers, payload);
      if (body === undefined) return payload;
      const decoded = decodeBody(body, parts.body ?? EMPTY, "request") as Record<string, unknown>;
      return path.length + places.query.size + places.header.length + places.cookie.length === 0
        ? decoded
        : Object.assign(payload, decoded);
    },
  };
}

const EMPTY = Buffer.alloc(0);

/** Decoder of a JSON object with these fields. */
export function bodyDecoder(fields: readonly Field[], compiler: Compiler, types: Types): JsonDecoder {
  return jsonDecoder(compiler.object(fields), needsPoints({ kind: "object", fields: [...fields] }, types));
}

/** Runs a decoder, with its complaint as a Refusal. */
export function decodeBody(decoder: JsonDecoder, data: Buffer | string, what: "request" | "response"): unknown {
  try {
    return decoder(data);
  } catch (error) {
    if (error instanceof JsonFault) throw invalid(`unable to decode ${what} body: ${error.message}`);
    throw error;
  }
}
