import { JsonFault } from "../../../schema/decode-json";
import { quoted } from "../../../schema/rust-text";
import { RUST_VALUE } from "../values/encode-parameter";
import type { PgType } from "../values/pg-type";
import { type Debug, driverError, printed, text } from "./rust-debug";
import { typeDebug } from "./type-text";

/** Why a column cannot be given to JavaScript. `index` counts from 0. */
export function columnError(name: string, index: number, cause: Debug): string {
  return `unable to parse column ${name}: ${printed(driverError({ name: "FromSql", items: [String(index)] }, cause))}`;
}

/** The type has no JavaScript value at all. */
export function wrongType(type: PgType): Debug {
  return {
    name: "WrongType",
    fields: [
      ["postgres", typeDebug(type)],
      ["rust", text(RUST_VALUE)],
    ],
  };
}

/** This value has none. */
export function wrongValue(error: Error): Debug {
  const place = error instanceof JsonFault ? / at line (\d+) column (\d+)$/.exec(error.bare) : null;
  if (place === null) return text(error.message);
  return `Error(${quoted((error as JsonFault).bare.slice(0, place.index))}, line: ${place[1]}, column: ${place[2]})`;
}
