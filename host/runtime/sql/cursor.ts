import type { ValueMakers } from "../../schema/wire";
import { type Column, readRow, type Result } from "./connection/result";
import type { RowQueue } from "./connection/row-queue";

/** What a statement gives, row by row. */
export class Cursor {
  readonly #result: Result;
  readonly #make: ValueMakers;

  constructor(result: Result, make: ValueMakers) {
    this.#result = result;
    this.#make = make;
    // encore.dev has no word for "no more, thank you": who leaves a loop early just forgets the cursor.
    abandoned.register(this, result.rows);
  }

  /** null behind the last row. Rejects when the statement failed while it ran. */
  async next(): Promise<Row | null> {
    const cells = await this.#result.rows.next();
    return cells && new Row(this.#result.columns, cells, this.#make);
  }
}

const abandoned = new FinalizationRegistry((rows: RowQueue) => rows.drop());

export class Row {
  readonly #columns: readonly Column[];
  readonly #cells: readonly (Buffer | null)[];
  readonly #make: ValueMakers;

  constructor(columns: readonly Column[], cells: readonly (Buffer | null)[], make: ValueMakers) {
    this.#columns = columns;
    this.#cells = cells;
    this.#make = make;
  }

  values(): Record<string, unknown> {
    return readRow(this.#columns, this.#cells, this.#make);
  }
}
