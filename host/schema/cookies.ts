import type { PlacedField } from "./places";
import { dateText, inRange } from "./datetime";
import { decimalOf, sendable, wellFormed } from "./native-value";
import { numberText } from "./number-text";
import { invalid, type Refusal } from "./refusal";
import { types } from "node:util";

/** Cookies of a request by name; of a repeated name the last counts. Values are neither decoded nor unquoted. */
export function parseCookies(headers: readonly string[] | undefined): Map<string, string> {
  const jar = new Map<string, string>();
  for (const header of headers ?? []) {
    for (const part of header.split(";")) {
      const equals = part.indexOf("=");
      if (equals < 0) continue;
      const name = part.slice(0, equals).trim();
      if (name !== "") jar.set(name, part.slice(equals + 1).trim());
    }
  }
  return jar;
}

/**
 * Text of a set-cookie header from what a handler returned, in the attribute order of the genuine runtime; undefined when it is
 * no object, which sets nothing. Throws a Refusal for attributes of the wrong type.
 */
export function setCookieText(field: PlacedField, given: unknown): string | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given) || types.isDate(given)) return undefined;
  const cookie = given as Record<string, unknown>;
  if (cookie["value"] === undefined) throw unsound("cookie requires a value");
  const path = attribute<string>(cookie, "path", "string");
  const domain = attribute<string>(cookie, "domain", "string");
  const secure = attribute<boolean>(cookie, "secure", "boolean");
  const httpOnly = attribute<boolean>(cookie, "httpOnly", "boolean");
  const partitioned = attribute<boolean>(cookie, "partitioned", "boolean");
  const expires = expiry(cookie["expires"]);
  const maxAge = seconds(cookie["maxAge"]);
  const sameSite = attribute<string>(cookie, "sameSite", "string");
  if (sameSite !== undefined && sameSite !== "Lax" && sameSite !== "Strict" && sameSite !== "None") {
    throw unsound("cookie field sameSite must be one of Lax, Strict or None");
  }
  let text = `${field.wireName}=${plainText(cookie["value"])}`;
  if (httpOnly === true) text += "; HttpOnly";
  if (sameSite !== undefined) text += `; SameSite=${sameSite}`;
  if (partitioned === true) text += "; Partitioned";
  if (secure ?? (partitioned === true || sameSite === "None")) text += "; Secure";
  if (path !== undefined) text += `; Path=${path}`;
  if (domain !== undefined && domain !== "") text += `; Domain=${domain.replace(/^\./, "")}`;
  if (maxAge !== undefined) text += `; Max-Age=${maxAge}`;
  if (expires !== undefined) text += `; Expires=${expires.toUTCString()}`;
  return text;
}

/** The genuine runtime blames the request, and tells it why. */
function unsound(message: string): Refusal {
  return invalid(`couldn't parse response: InvalidArg, ${message}`);
}

function attribute<T>(cookie: Record<string, unknown>, name: string, type: "string" | "boolean"): T | undefined {
  const value = cookie[name];
  if (value === undefined || typeof value === type) return value as T | undefined;
  throw unsound(`cookie field ${name} must be a ${type}`);
}

function expiry(value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  if (!types.isDate(value)) throw unsound("cookie field expires must be a datetime");
  return Number.isNaN(value.getTime()) ? new Date(0) : sendable(value);
}

function seconds(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number") throw unsound("cookie field maxAge must be an integer");
  // As it is written there: the name is never put in.
  if (!Number.isInteger(value) || numberText(value).includes(".")) throw unsound("cookie field {} must be an integer");
  return Math.max(0, value);
}

/** A value as plain text, for cookies: strings as they are, containers in the notation of the genuine runtime's logs. */
function plainText(value: unknown): string {
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(plainText).join(", ")}]`;
  if (types.isDate(value)) return inRange(value.getTime()) ? `${dateText(value).slice(0, -1)}+00:00` : "";
  const decimal = decimalOf(value);
  if (decimal !== undefined) return decimal;
  const entries = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${k}: ${plainText(v)}`).join(", ")}}`;
}
