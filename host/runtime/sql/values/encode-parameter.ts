import { dateHeaderText, parseDate } from "../../../schema/datetime";
import { Decimal, DecimalError } from "../../../schema/decimal";
import { numberText } from "../../../schema/number-text";
import { addressBytes } from "./address";
import { arrayBytes } from "./array";
import { parseDay, parseTime, parseTimestamp } from "./date-text";
import { decimalFloat, decimalInteger, floatBytes, integerBytes, rawNumber } from "./numbers";
import { dateBytes, timeBytes, timestampBytes } from "./moment";
import { numericBytes } from "./numeric";
import { JsonObject, type Param, paramJson } from "./param";
import { converted, isConverted, type PgType, shownType } from "./pg-type";
import { ValueError } from "./value-error";
import { vectorBytes } from "./vector";

/** The name that the genuine runtime gives to what it converts; it stands in error texts. */
export const RUST_VALUE = "encore_runtime_core::sqldb::val::RowValue";

/**
 * A parameter in the binary form of its type (facts 10.2), null for NULL. Types are those that PostgreSQL inferred for the
 * statement, and nothing is converted that the genuine driver does not convert. Throws ValueError.
 */
export function encodeParam(type: PgType, param: Param): Buffer | null {
  if (!isConverted(type))
    throw new ValueError(
      `cannot convert between the Rust type \`${RUST_VALUE}\` and the Postgres type \`${shownType(type)}\``,
    );
  return Buffer.isBuffer(param) ? param : encode(type, param);
}

type Converted = NonNullable<ReturnType<typeof converted>>;
/** By type: how one kind of JavaScript value is written. */
type Encoders<V> = { [name in Converted]?: (value: V) => Buffer };

const text = (value: string): Buffer => Buffer.from(value, "utf8");

const FROM_STRING: Encoders<string> = {
  text,
  varchar: text,
  name: text,
  enum: text,
  bytea: text,
  timestamp: (value) => {
    const { ms, micros } = parseTimestamp(value);
    return timestampBytes(ms, micros);
  },
  timestamptz: zonedTimestamp,
  date: (value) => dateBytes(parseDay(value)),
  time: (value) => timeBytes(parseTime(value)),
  uuid,
  inet: (value) => address(value, "inet"),
  cidr: (value) => address(value, "cidr"),
  numeric: (value) => numericBytes(decimal(value).toString()),
  vector: (value) => vectorBytes(vectorText(value)),
};

const FROM_BOOLEAN: Encoders<boolean> = {
  bool: (value) => Buffer.from([value ? 1 : 0]),
  text: (value) => text(String(value)),
  varchar: (value) => text(String(value)),
};

const FROM_NUMBER: Encoders<number> = {
  int2: (value) => integerBytes(value, "i16"),
  int4: (value) => integerBytes(value, "i32"),
  int8: (value) => integerBytes(value, "i64"),
  oid: (value) => integerBytes(value, "u32"),
  float4: (value) => floatBytes(value, 4),
  float8: (value) => floatBytes(value, 8),
  numeric: (value) => numericBytes(decimal(numberText(value)).toString()),
  text: (value) => text(numberText(value)),
  varchar: (value) => text(numberText(value)),
};

const FROM_DECIMAL: Encoders<Decimal> = {
  numeric: (value) => numericBytes(value.toString()),
  float4: (value) => decimalFloat(value, 4),
  float8: (value) => decimalFloat(value, 8),
  int2: (value) => decimalInteger(value, "i16", "INT2"),
  int4: (value) => decimalInteger(value, "i32", "INT4"),
  int8: (value) => decimalInteger(value, "i64", "INT8"),
  text: (value) => text(value.toString()),
  varchar: (value) => text(value.toString()),
};

const FROM_DATE: Encoders<Date> = {
  date: (value) => dateBytes(value.getTime()),
  timestamp: (value) => timestampBytes(value.getTime()),
  timestamptz: (value) => timestampBytes(value.getTime()),
  text: (value) => text(dateHeaderText(value)),
  varchar: (value) => text(dateHeaderText(value)),
};

function encode(type: PgType, param: Param): Buffer | null {
  const name = converted(type);
  if (name === "json") return text(paramJson(param));
  if (name === "jsonb") return text(`\u0001${paramJson(param)}`);
  if (param === null) return null;
  const shown = shownType(type);
  if (typeof param === "string")
    return byTable(FROM_STRING, name, param, () => `string not supported for column of type ${shown}`);
  if (typeof param === "boolean")
    return byTable(FROM_BOOLEAN, name, param, () => `bool not supported for column of type ${shown}`);
  // For every other type the genuine driver sends the eight bytes of the number, which rarely are what was meant.
  if (typeof param === "number") return (name && FROM_NUMBER[name]?.(param)) ?? rawNumber(param);
  if (param instanceof Decimal)
    return byTable(FROM_DECIMAL, name, param, () => `unsupported type for Decimal: ${shown}`);
  if (param instanceof Date) return byTable(FROM_DATE, name, param, () => `unsupported type for DateTime: ${shown}`);
  if (param instanceof JsonObject) throw new ValueError(`object not supported for column of type ${shown}`);
  return encodeArray(type, name, param as readonly Param[]);
}

function byTable<V>(encoders: Encoders<V>, name: Converted | undefined, value: V, complaint: () => string): Buffer {
  const encoder = name && encoders[name];
  if (encoder === undefined) throw new ValueError(complaint());
  return encoder(value);
}

function encodeArray(type: PgType, name: Converted | undefined, items: readonly Param[]): Buffer {
  if (name === "vector") return vectorBytes(items.map(vectorNumber));
  const element = type.kind === "array" ? type.of : undefined;
  // Here the genuine driver ends its own thread and breaks the connection.
  if (element === undefined) throw new ValueError("expected array type");
  const isFromZero = type.name === "int2vector" || type.name === "oidvector";
  return arrayBytes(
    element.oid,
    items.map((item) => encode(element, item)),
    isFromZero ? 0 : 1,
  );
}

/** RFC 3339, to the microsecond. */
function zonedTimestamp(value: string): Buffer {
  const ms = parseDate(value);
  if (typeof ms === "string") throw new ValueError(ms);
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? "";
  return timestampBytes(ms, Number(fraction.slice(3, 6).padEnd(3, "0")));
}

const HYPHENATED = /^(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const SIMPLE = /^[0-9a-f]{32}$/i;

function uuid(value: string): Buffer {
  const m = HYPHENATED.exec(value.replace(/^\{(.{36})\}$/, "$1"));
  if (m === null && !SIMPLE.test(value)) throw new ValueError("unable to parse uuid");
  return Buffer.from(m === null ? value : m.slice(1).join(""), "hex");
}

function address(value: string, name: "inet" | "cidr"): Buffer {
  const bytes = addressBytes(value, name === "cidr");
  if (bytes === null) throw new ValueError(`unable to parse ${name}`);
  return bytes;
}

function decimal(value: string): Decimal {
  try {
    return Decimal.parse(value);
  } catch (error) {
    throw error instanceof DecimalError ? new ValueError(error.message) : error;
  }
}

function vectorNumber(item: Param): number {
  if (typeof item !== "number") throw new ValueError("vector element must be a number");
  return item;
}

function vectorText(value: string): number[] {
  try {
    const list: unknown = JSON.parse(value);
    if (Array.isArray(list) && list.every((item) => typeof item === "number")) return list;
  } catch {
    // Said below.
  }
  throw new ValueError("unable to parse vector");
}
