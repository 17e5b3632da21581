import { types as utilTypes } from "node:util";
import type { Endpoint } from "../model/app";
import { dateHeaderText, dateText } from "./datetime";
import { setCookieText } from "./cookies";
import { assertObject, decimalOf, sendable, wellFormed } from "./native-value";
import { numberText } from "./number-text";
import type { Places } from "./places";
import { invalid } from "./refusal";
import { type BodyPrinter, headerTexts } from "./response-encoder";
import { internalError } from "./thrown-error";
import type { CallParts } from "./wire";

/**
 * Prints the arguments of a call between services as a request, with the recorded oddities (facts 8): once an endpoint has Query
 * fields, all arguments are put into the query string as well, and a null among them makes the call fail.
 */
export function callEncoder(
  endpoint: Endpoint,
  method: string,
  places: Places,
  print: BodyPrinter | undefined,
): (args: unknown) => CallParts {
  return (args) => {
    let payload: Record<string, unknown> | undefined;
    if (args !== undefined && args !== null) {
      assertObject(args);
      payload = args;
    }
    // Printed first: arguments that cannot cross fail before anything is looked up in them.
    const body = print === undefined || payload === undefined ? undefined : print(payload);
    const path: Record<string, string> = {};
    const target = callPath(endpoint, payload, path);
    const query = places.query.size === 0 ? "" : callQuery(payload);
    const headers = callHeaders(places, payload);
    if (print !== undefined && body === undefined) throw invalid("missing body payload");
    return {
      method,
      path,
      query,
      headers,
      body: body === undefined ? null : Buffer.from(body),
      target: query === "" ? target : `${target}?${query}`,
    };
  };
}

function callPath(
  endpoint: Endpoint,
  payload: Record<string, unknown> | undefined,
  into: Record<string, string>,
): string {
  let target = "";
  for (const segment of endpoint.path) {
    if (segment.kind === "literal") {
      target += `/${segment.value}`;
      continue;
    }
    const value = payload?.[segment.name];
    if (value === undefined)
      throw invalid("missing field in request payload", `missing field in request payload: ${segment.name}`);
    const text = pathValue(segment.name, value);
    into[segment.name] = text;
    target += `/${text}`;
  }
  return target;
}

function pathValue(name: string, value: unknown): string {
  if (typeof value === "string")
    return encodeURIComponent(wellFormed(value)).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (utilTypes.isDate(value)) return dateHeaderText(sendable(value));
  const decimal = Array.isArray(value) ? undefined : decimalOf(value);
  if (decimal !== undefined) return decimal;
  throw invalid("unsupported type in request payload", `unsupported type in request payload for field ${name}`);
}

function callQuery(payload: Record<string, unknown> | undefined): string {
  if (payload === undefined) throw invalid("missing query parameters", "missing query parameters");
  const query = new URLSearchParams();
  for (const key of Object.keys(payload).sort()) {
    const value = payload[key];
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) query.append(key, queryValue(item));
  }
  return query.toString();
}

function queryValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (utilTypes.isDate(value)) return dateText(sendable(value));
  const decimal = typeof value === "object" && value !== null && !Array.isArray(value) ? decimalOf(value) : undefined;
  if (decimal !== undefined) return decimal;
  throw internalError("unsupported value");
}

function callHeaders(places: Places, payload: Record<string, unknown> | undefined): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const field of places.header) {
    if (payload === undefined) throw invalid("missing header parameters", "missing header parameters");
    const value = payload[field.name];
    if (value !== undefined) headers.set(field.wireName.toLowerCase(), headerTexts(value));
    else if (!field.optional) throw missing("header", field.name);
  }
  const cookies: string[] = [];
  for (const field of places.cookie) {
    if (payload === undefined) throw invalid("missing cookie parameters", "missing cookie parameters");
    const text = setCookieText(field, payload[field.name]);
    if (text !== undefined) cookies.push(text);
    else if (!field.optional) throw missing("cookie", field.name);
  }
  if (cookies.length > 0) headers.set("cookie", cookies);
  return headers;
}

function missing(what: string, name: string) {
  return invalid(`missing ${what} parameter: ${name}`, `missing ${what} parameter: ${name}`);
}
