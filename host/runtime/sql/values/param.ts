import { types } from "node:util";
import { Decimal } from "../../../schema/decimal";
import { dateText } from "../../../schema/datetime";
import { decimalOf, jsonText, NativeValueError, sendable, stringText, wellFormed } from "../../../schema/native-value";
import { numberText } from "../../../schema/number-text";

/** An object of the application as the JSON it was when it was handed over: all that an object can become. */
export class JsonObject {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A parameter as it was when the application handed it over, told apart by what it is in PostgreSQL's eyes. */
export type Param = null | boolean | number | string | Decimal | Date | Buffer | JsonObject | readonly Param[];

/** Copies a value of the application. Throws NativeValueError for what cannot cross (functions, symbols, NaN, too deep). */
export function takeParam(value: unknown): Param {
  // Only bytes that are a parameter of their own: inside arrays they are objects like any other.
  return ArrayBuffer.isView(value)
    ? Buffer.from(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
    : take(value, 1);
}

const MAX_DEPTH = 128;

function take(value: unknown, depth: number): Param {
  if (depth > MAX_DEPTH) throw refusal(value, depth);
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return wellFormed(value);
    case "number":
      if (!Number.isFinite(value)) break;
      return value;
    case "bigint":
      return Decimal.parse(value.toString());
    case "object":
      return value === null ? null : takeObject(value, depth);
    default:
  }
  throw refusal(value, depth);
}

function takeObject(value: object, depth: number): Param {
  if (Array.isArray(value)) return Array.from(value, (item) => take(item, depth + 1));
  if (types.isDate(value)) return new Date(sendable(value));
  const decimal = decimalOf(value);
  return decimal === undefined ? new JsonObject(jsonText(value, depth)) : Decimal.parse(decimal);
}

/** The complaint of the common walk over values. */
function refusal(value: unknown, depth: number): Error {
  try {
    jsonText(value, depth);
  } catch (error) {
    if (error instanceof NativeValueError) return error;
    throw error;
  }
  throw new Error("a value that can cross was refused");
}

/** A parameter for json and jsonb. */
export function paramJson(param: Param): string {
  if (param === null || typeof param === "boolean") return String(param);
  if (typeof param === "number") return numberText(param);
  if (typeof param === "string") return stringText(param);
  if (param instanceof Decimal) return `"${param.toString()}"`;
  if (param instanceof Date) return `"${dateText(param)}"`;
  if (param instanceof JsonObject) return param.text;
  // Bytes never get here: they go as they are, whatever the type.
  return `[${(param as readonly Param[]).map(paramJson).join(",")}]`;
}
