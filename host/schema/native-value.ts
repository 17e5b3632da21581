import { types } from "node:util";
import { dateText, inRange } from "./datetime";
import { Decimal } from "./decimal";
import { numberText } from "./number-text";

/**
 * JavaScript values as the genuine runtime takes them over (facts 3.4), printed as JSON in the same walk: own and inherited
 * enumerable properties, undefined left out, dates and decimals by what they are, no toJSON.
 */

/** A JavaScript value that cannot cross: functions, symbols, undefined in arrays, NaN, too deep. Thrown to the application as it is. */
export class NativeValueError extends Error {
  readonly code: string = "InvalidArg";
  static {
    // The genuine runtime throws a plain Error; the application must not see another class.
    this.prototype.constructor = Error;
  }
}

const MAX_DEPTH = 128;

/** JSON text of a value, which may be a part that is some levels deep; throws NativeValueError. */
export function jsonText(value: unknown, depth = 1): string {
  return print(value, depth);
}

/** JSON text of the properties of an object, all of them. Throws NativeValueError when it is no object. */
export function objectText(value: unknown): string {
  assertObject(value);
  return printObject(value, 0);
}

/** Throws unless the value is of type object (arrays and dates are), in the words of the genuine runtime. */
export function assertObject(value: unknown): asserts value is Record<string, unknown> {
  if (typeof value !== "object" || value === null)
    throw new NativeValueError(`Expect value to be Object, but received ${typeName(value)}`);
}

function typeName(value: unknown): string {
  if (value === null) return "Null";
  const type = typeof value;
  return type === "bigint" ? "BigInt" : type.charAt(0).toUpperCase() + type.slice(1);
}

function print(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) {
    throw new NativeValueError(
      `value exceeds the maximum nesting depth of ${MAX_DEPTH}; does it contain a circular reference?`,
    );
  }
  switch (typeof value) {
    case "string":
      return stringText(value);
    case "number":
      if (!Number.isFinite(value)) throw new NativeValueError("Failed to convert js number to serde_json::Number");
      return numberText(value);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return `"${value}"`;
    case "object":
      return value === null ? "null" : printContainer(value, depth);
    case "function":
      throw new NativeValueError("JS functions cannot be represented as a serde_json::Value");
    case "symbol":
      throw new NativeValueError("JS symbols cannot be represented as a serde_json::Value");
    case "undefined":
      throw new NativeValueError("undefined cannot be represented as a serde_json::Value");
  }
}

function printContainer(value: object, depth: number): string {
  if (Array.isArray(value)) return printArray(value, depth);
  if (types.isDate(value)) return `"${dateText(sendable(value))}"`;
  const decimal = decimalOf(value);
  return decimal === undefined ? printObject(value as Record<string, unknown>, depth) : `"${decimal}"`;
}

function printArray(list: readonly unknown[], depth: number): string {
  let text = "[";
  for (let i = 0; i < list.length; i++) {
    if (i > 0) text += ",";
    text += print(list[i], depth + 1);
  }
  return `${text}]`;
}

function printObject(object: Record<string, unknown>, depth: number): string {
  let text = "";
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === "" ? "" : ","}${stringText(key)}:${print(value, depth + 1)}`;
  }
  return `{${text}}`;
}

/** The date itself; throws when the genuine runtime could not hold it. */
export function sendable(date: Date): Date {
  if (!inRange(date.getTime()))
    throw new NativeValueError(`timestamp ${Math.trunc(date.getTime())}ms is outside the supported range`);
  return date;
}

/** Canonical text of a Decimal of the application, undefined for any other object. */
export function decimalOf(value: object): string | undefined {
  if (!("__encore_decimal" in value)) return undefined;
  const text = (value as { value?: unknown }).value;
  if (typeof text !== "string") throw new NativeValueError("Decimal object missing 'value' property");
  try {
    return Decimal.parse(text).toString();
  } catch (error) {
    throw new NativeValueError(`Failed to parse Decimal value: ${(error as Error).message}`);
  }
}

const NEEDS_CARE = /[\p{Cc}\p{Surrogate}"\\]/u;

/** A JSON string. Lone surrogates become U+FFFD. */
export function stringText(text: string): string {
  return NEEDS_CARE.test(text) ? JSON.stringify(wellFormed(text)) : `"${text}"`;
}

/** Without lone surrogates, which have no place on the wire. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
