import type { FieldDef } from "pg";
import { lateFailure, unexpectedMessage } from "../errors/failure";
import { Exchange, type Wire } from "./exchange";
import type { RowQueue } from "./row-queue";

/** A statement without parameters and rows. */
export class Command extends Exchange {
  readonly #sql: string;

  constructor(sql: string) {
    super();
    this.#sql = sql;
  }

  override ask(wire: Wire): void {
    wire.query(this.#sql);
  }
}

/** Asks PostgreSQL to parse a statement and to say which parameters it takes and which columns it gives. */
export class Prepare extends Exchange {
  readonly #sql: string;
  parameterOids: number[] = [];
  columns: FieldDef[] = [];

  constructor(sql: string) {
    super();
    this.#sql = sql;
  }

  /** Of everything that it takes and gives. */
  get oids(): number[] {
    return [...this.parameterOids, ...this.columns.map((column) => column.dataTypeID)];
  }

  override ask(wire: Wire): void {
    wire.parse({ text: this.#sql });
    wire.describe({ type: "S" });
    wire.sync();
  }

  override onParameters(oids: number[]): void {
    this.parameterOids = oids;
  }

  override handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.columns = fields;
  }
}

/** Runs the statement that was parsed last. */
export class Run extends Exchange {
  /** Resolves when the statement begins to run; what goes wrong from then on comes with the rows. */
  readonly begun: Promise<void>;
  readonly #values: (Buffer | null)[];
  readonly #rows: RowQueue;
  #begin!: () => void;
  #hasBegun = false;

  constructor(values: (Buffer | null)[], rows: RowQueue) {
    super();
    this.#values = values;
    this.#rows = rows;
    const bound = new Promise<void>((resolve) => (this.#begin = resolve));
    this.begun = Promise.race([bound, this.done]);
    this.begun.catch(() => {});
  }

  override ask(wire: Wire): void {
    wire.bind({ values: this.#values, binary: true });
    wire.execute({});
    wire.sync();
  }

  override onBound(): void {
    this.#hasBegun = true;
    this.#begin();
  }

  override onRow(cells: (Buffer | null)[], size: number): void {
    this.#rows.push(cells, size);
  }

  override handleError(error: Error): void {
    if (this.#hasBegun) this.#rows.end(lateFailure(error));
    super.handleError(error);
  }

  override handleCopyInResponse(wire: Wire): void {
    this.#rows.end(unexpectedMessage());
    super.handleCopyInResponse(wire);
  }

  override handleCopyData(): void {
    this.#rows.end(unexpectedMessage());
  }

  override ready(): void {
    this.#rows.end();
    super.ready();
  }
}
