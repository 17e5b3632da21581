import type { AuthHandler } from "../model/app";
import { Compiler, needsPoints } from "./compile";
import { parseCookies } from "./cookies";
import { Decimal } from "./decimal";
import { jsonDecoder, JsonFault } from "./decode-json";
import { jsonText, NativeValueError } from "./native-value";
import { fieldsOf, placesOf } from "./places";
import { decodeQuery, pairs } from "./query";
import { invalid, Refusal } from "./refusal";
import { decodeCookies, decodeHeaders } from "./request-decoder";
import type { Types } from "./schema";
import { internalError } from "./thrown-error";
import type { RequestParts, ValueMakers } from "./wire";

/** What an auth handler returned, checked: the declared fields, `userID` among them. */
export interface AuthData extends Record<string, unknown> {
  userID: string;
}

type AuthParts = Pick<RequestParts, "headers" | "query">;

/** The parameters and the result of the auth handler (facts 8), compiled once. */
export interface AuthCodec {
  /** Whether any parameter is there and not empty; otherwise the handler is not called. */
  isPresent(parts: AuthParts): boolean;
  /** Throws Refusal for parameters that are malformed or missing. */
  decode(parts: AuthParts): Record<string, unknown>;
  /**
   * The auth data as endpoints see it: a copy with the declared fields only. Throws Refusal: `unauthenticated` for null and for
   * data without a userID, `invalid_argument` for data that does not fit its type.
   */
  checkData(value: unknown): AuthData;
}

/** Builds the codec. Throws when the schema names an unknown type. */
export function authCodec(
  handler: AuthHandler,
  types: Types,
  make: ValueMakers = { decimal: (text) => Decimal.parse(text) },
): AuthCodec {
  const compiler = new Compiler(types, make);
  const places = placesOf(fieldsOf(handler.params, types), "query", false, compiler);
  const data = jsonDecoder(compiler.compile(handler.data), needsPoints(handler.data, types));
  return {
    isPresent(parts) {
      if (places.header.some((f) => (parts.headers.get(f.wireName.toLowerCase())?.[0] ?? "") !== "")) return true;
      if (places.query.size > 0)
        for (const [name, value] of pairs(parts.query)) if (value !== "" && places.query.has(name)) return true;
      if (places.cookie.length === 0) return false;
      const jar = parseCookies(parts.headers.get("cookie"));
      return places.cookie.some((f) => (jar.get(f.wireName) ?? "") !== "");
    },
    decode(parts) {
      const params: Record<string, unknown> = {};
      if (places.query.size > 0) decodeQuery(places.query, parts.query, params);
      decodeHeaders(places.header, parts.headers, params);
      decodeCookies(places.cookie, parts.headers, params);
      return params;
    },
    checkData(value) {
      if (value === null || value === undefined) throw unauthenticated("auth handler returned null");
      const text = printed(value);
      if (typeof value !== "object" || typeof (value as { userID?: unknown }).userID !== "string") {
        throw unauthenticated("auth handler did not return a userID field");
      }
      try {
        return data(text) as AuthData;
      } catch (error) {
        if (error instanceof JsonFault)
          throw invalid(`unable to parse request: invalid auth data\n\nCaused by:\n    ${error.bare}`);
        throw error;
      }
    },
  };
}

function printed(value: unknown): string {
  try {
    return jsonText(value);
  } catch (error) {
    if (error instanceof NativeValueError) throw internalError(`InvalidArg, ${error.message}`);
    throw error;
  }
}

function unauthenticated(internal: string): Refusal {
  return new Refusal("unauthenticated", "unauthenticated", internal);
}
