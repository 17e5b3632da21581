import { JsonFault } from "../../../schema/decode-json";
import type { ValueMakers } from "../../../schema/wire";
import { columnError, wrongType, wrongValue } from "../errors/column-error";
import { failure } from "../errors/failure";
import { decodeCell } from "../values/decode-column";
import { isConverted, type PgType } from "../values/pg-type";
import { ValueError } from "../values/value-error";
import type { RowQueue } from "./row-queue";

export interface Column {
  name: string;
  type: PgType;
}

/** A statement that runs. */
export interface Result {
  columns: readonly Column[];
  rows: RowQueue;
  /** Settles when it has ended and its connection can be used again. */
  done: Promise<void>;
}

/** The values of a row by column; of two columns with one name the later wins. Throws for the first that JavaScript is not given. */
export function readRow(
  columns: readonly Column[],
  cells: readonly (Buffer | null)[],
  make: ValueMakers,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  columns.forEach((column, i) => (values[column.name] = readCell(column, i, cells[i] ?? null, make)));
  return values;
}

function readCell({ name, type }: Column, index: number, cell: Buffer | null, make: ValueMakers): unknown {
  if (!isConverted(type)) throw failure(columnError(name, index, wrongType(type)));
  if (cell === null) return null;
  try {
    return decodeCell(type, cell, make);
  } catch (error) {
    if (!(error instanceof ValueError || error instanceof JsonFault)) throw error;
    throw failure(columnError(name, index, wrongValue(error)));
  }
}
