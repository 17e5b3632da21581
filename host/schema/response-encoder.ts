import { types as utilTypes } from "node:util";
import type { Compiler } from "./compile";
import { setCookieText } from "./cookies";
import { dateHeaderText } from "./datetime";
import { assertObject, decimalOf, jsonText, NativeValueError, sendable, stringText, wellFormed } from "./native-value";
import { numberText } from "./number-text";
import { type PlacedField, type Places, placesOf } from "./places";
import { invalid, Refusal } from "./refusal";
import type { Field } from "./schema";
import { internalError } from "./thrown-error";
import type { AnswerParts, HandlerResult } from "./wire";

/** Prints what a handler returned (facts 5.5). */
export type ResponseEncoder = (result: HandlerResult) => AnswerParts;

/** `fields` undefined: the endpoint has no response type. */
export function responseEncoder(fields: readonly Field[] | undefined, compiler: Compiler): ResponseEncoder {
  const places = placesOf(fields ?? [], "body", true, compiler);
  const print = bodyPrinter(places);
  return (result) => {
    const extra = extraHeaders(result.extraHeaders);
    try {
      return withExtra(encode(places, print, result), extra);
    } catch (error) {
      const refusal = error instanceof NativeValueError ? internalError(`InvalidArg, ${error.message}`) : error;
      if (refusal instanceof Refusal) refusal.headers = extra;
      throw refusal;
    }
  };
}

function encode(places: Places, print: BodyPrinter | undefined, result: HandlerResult): AnswerParts {
  const { payload } = result;
  const answer: AnswerParts = { status: result.status ?? 200, headers: [], body: null };
  let fields: Record<string, unknown> = NOTHING;
  if (payload !== undefined && payload !== null) {
    assertObject(payload);
    fields = payload;
  }
  const body = print === undefined ? undefined : print(fields);
  if (print === undefined) checkAll(fields);
  encodeHeaders(places.header, fields, answer);
  for (const field of places.cookie) {
    const text = setCookieText(field, fields[field.name]);
    if (text !== undefined && CONTROL.test(text)) throw internalError(UNFIT);
    if (text !== undefined) answer.headers.push(["set-cookie", headerValue(text)]);
  }
  if (places.status !== undefined) answer.status = statusFrom(places.status, fields[places.status], answer.status);
  if (!(answer.status >= 100 && answer.status <= 999)) throw internalError("http::Error(\n    InvalidStatusCode,\n)");
  if (body !== undefined) {
    answer.body = body;
    answer.contentType = "application/json";
  }
  return answer;
}

const NOTHING: Record<string, unknown> = Object.freeze({});

/** Prints the fields of the type; throws for values anywhere in the payload that cannot cross, as the genuine runtime does. */
export type BodyPrinter = (payload: Record<string, unknown>) => string;

/** undefined when the type has no field for the body. */
export function bodyPrinter(places: Pick<Places, "body">): BodyPrinter | undefined {
  if (places.body.length === 0) return undefined;
  const names = new Map(places.body.map((f) => [f.name, stringText(f.name)]));
  return (payload) => {
    let text = "";
    // Over the payload, not the type: what is not in the type is left out, but must be sound as well.
    for (const key in payload) {
      const value = payload[key];
      if (value === undefined) continue;
      const printed = jsonText(value);
      const name = names.get(key);
      if (name !== undefined) text += `${text === "" ? "" : ","}${name}:${printed}`;
    }
    return `{${text}}`;
  };
}

function checkAll(payload: Record<string, unknown>): void {
  for (const key in payload) if (payload[key] !== undefined) jsonText(payload[key]);
}

/** Fields that travel as headers, into the answer; throws Refusal. */
export function encodeHeaders(
  fields: readonly PlacedField[],
  payload: Record<string, unknown>,
  answer: { headers: [string, string][] },
): void {
  for (const field of fields) {
    const value = payload[field.name];
    if (value === undefined) continue;
    for (const text of headerTexts(value)) answer.headers.push([field.wireName.toLowerCase(), text]);
  }
}

/** One text for a value, one each for the items of an array. */
export function headerTexts(value: unknown): string[] {
  if (!Array.isArray(value)) return [headerText(value)];
  return value.map((item) => {
    if (Array.isArray(item)) throw invalid("nested array type unsupported as header value");
    return headerText(item);
  });
}

function headerText(value: unknown): string {
  if (typeof value === "string") return headerValue(wellFormed(value));
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (utilTypes.isDate(value)) return dateHeaderText(sendable(value));
  const decimal = decimalOf(value);
  if (decimal === undefined) throw invalid("map type unsupported as header value");
  return decimal;
}

/** ASCII control characters other than the tab. */
const CONTROL = /[^\P{Cc}\t\u0080-\u009f]/u;

const UNFIT = "failed to parse header value";

/** The UTF-8 bytes of a text, one character each. */
function headerValue(text: string): string {
  if (CONTROL.test(text)) {
    const message = "unable to convert string to header value";
    throw invalid(message, `${message}: ${UNFIT}`);
  }
  return Buffer.from(text).toString("latin1");
}

function statusFrom(name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const wrong = (text: string) => invalid(`invalid http status code: HTTP status field '${name}' must be ${text}`);
  if (typeof value !== "number") throw wrong(`a number, got: ${typeNameOf(value)}`);
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw wrong("a positive integer");
  if (value < 100 || value > 599) throw wrong(`a between 100 and 599, got: ${value}`);
  return value;
}

function typeNameOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "bigint") return "decimal";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "array";
  if (utilTypes.isDate(value)) return "datetime";
  return decimalOf(value) === undefined ? "object" : "decimal";
}

function extraHeaders(extra: HandlerResult["extraHeaders"]): [string, string][] {
  if (extra === undefined) return [];
  return Object.entries(extra).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((v): [string, string] => [name.toLowerCase(), String(v)]),
  );
}

/** What middleware sets replaces what the payload set under the same name. */
function withExtra(answer: AnswerParts, extra: readonly [string, string][]): AnswerParts {
  if (extra.length === 0) return answer;
  const replaced = new Set(extra.map(([name]) => name));
  answer.headers = [
    ...answer.headers.filter(([name]) => !replaced.has(name)),
    ...extra.filter(([name]) => name !== "content-type"),
  ];
  const contentType = extra.find(([name]) => name === "content-type")?.[1];
  if (contentType !== undefined) answer.contentType = contentType;
  return answer;
}
