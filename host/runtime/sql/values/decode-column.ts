import { jsonDecoder } from "../../../schema/decode-json";
import { Decimal, DecimalError } from "../../../schema/decimal";
import { Num } from "../../../schema/num";
import type { ValueMakers } from "../../../schema/wire";
import { addressText } from "./address";
import { arrayCells } from "./array";
import { dateText, timestampDate, timeText } from "./moment";
import { numericText } from "./numeric";
import { converted, isBuiltIn, type PgType } from "./pg-type";
import { ValueError } from "./value-error";
import { vectorNumbers } from "./vector";

/**
 * What a cell of a row becomes (facts 10.2), by the name of its type. Throws ValueError for a value that JavaScript is not given,
 * JsonFault for json that the genuine decoder cannot hold.
 */
export function decodeCell(type: PgType, bytes: Buffer, make: ValueMakers): unknown {
  if (type.kind === "array" && type.of) return decodeArray(type.of, type, bytes, make);
  const name = converted(type);
  if (name === undefined) throw new ValueError(`unsupported type: ${type.name}`);
  return DECODERS[name](bytes, make);
}

type Decoder = (bytes: Buffer, make: ValueMakers) => unknown;

const text: Decoder = (bytes) => bytes.toString("utf8");

const DECODERS: Record<NonNullable<ReturnType<typeof converted>>, Decoder> = {
  bool: (bytes) => bytes[0] !== 0,
  int2: (bytes) => bytes.readInt16BE(),
  int4: (bytes) => bytes.readInt32BE(),
  int8: (bytes) => wholeNumber(bytes.readBigInt64BE()),
  oid: (bytes) => bytes.readUInt32BE(),
  float4: (bytes) => finite(bytes.readFloatBE()),
  float8: (bytes) => finite(bytes.readDoubleBE()),
  numeric: (bytes, make) => make.decimal(canonical(numericText(bytes))),
  text,
  varchar: text,
  name: text,
  enum: text,
  json: (bytes) => json(bytes),
  // Behind the number of its version.
  jsonb: (bytes) => json(bytes.subarray(1)),
  timestamp: timestampDate,
  timestamptz: timestampDate,
  date: dateText,
  time: timeText,
  uuid: (bytes) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  inet: addressText,
  cidr: addressText,
  bytea: (bytes) => Uint8Array.from(bytes).buffer,
  vector: vectorNumbers,
};

/** Element types that are columns but not elements, for no reason other than that the genuine runtime has it so. */
const NOT_IN_ARRAYS: ReadonlySet<string> = new Set(["uuid", "bytea"]);

function decodeArray(element: PgType, type: PgType, bytes: Buffer, make: ValueMakers): unknown[] {
  if (isBuiltIn(element) && NOT_IN_ARRAYS.has(element.name))
    throw new ValueError(`unsupported type: ${element.name[0]!.toUpperCase()}${element.name.slice(1)}Array`);
  return arrayCells(bytes).map((cell) => (cell === null ? null : decodeCell(element, cell, make)));
}

function wholeNumber(value: bigint): number | bigint {
  const isSafe = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
  return isSafe ? Number(value) : new Num(value, false).toHandler();
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function canonical(decimal: string): string {
  try {
    return Decimal.parse(decimal).toString();
  } catch (error) {
    throw error instanceof DecimalError ? new ValueError(error.message) : error;
  }
}

const anything = (raw: unknown) => (raw instanceof Num ? raw.toHandler() : raw);
const json = jsonDecoder({ kind: "any", take: anything, takeLoose: anything }, false);
