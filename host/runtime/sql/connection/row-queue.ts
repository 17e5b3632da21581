/** What a queue needs to hold back the connection that fills it. */
export interface Flow {
  pause(): void;
  resume(): void;
}

const FULL_BYTES = 1_048_576;
/** Rows that were taken stay in the list until there are so many. */
const FEW = 256;

type Cells = (Buffer | null)[];

/**
 * Rows between the connection and who asks for them. A full queue holds the connection back until it is read, given up, or the
 * connection is needed for something else.
 */
export class RowQueue {
  readonly #flow: Flow;
  #rows: { cells: Cells; size: number }[] = [];
  #next = 0;
  #bytes = 0;
  #limit = FULL_BYTES;
  #isPaused = false;
  #end: { error?: Error } | undefined;
  readonly #waiting: { resolve: (row: Cells | null) => void; reject: (error: Error) => void }[] = [];

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  push(cells: Cells, size: number): void {
    if (this.#limit < 0) return;
    const waiting = this.#waiting.shift();
    if (waiting) return waiting.resolve(cells);
    this.#rows.push({ cells, size });
    this.#bytes += size;
    if (this.#bytes > this.#limit && !this.#isPaused) {
      this.#isPaused = true;
      this.#flow.pause();
    }
  }

  /** No more rows; the error comes once, behind them. */
  end(error?: Error): void {
    if (this.#end) return;
    this.#end = {};
    const first = error && this.#waiting.shift();
    if (first) first.reject(error);
    else if (error) this.#end.error = error;
    for (const waiting of this.#waiting.splice(0)) waiting.resolve(null);
  }

  /** The next row, null behind the last. */
  async next(): Promise<Cells | null> {
    const row = this.#rows[this.#next];
    if (row) {
      this.#take(row.size);
      return row.cells;
    }
    if (!this.#end) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    const { error } = this.#end;
    this.#end = {};
    if (error) throw error;
    return null;
  }

  /** From now on all rows are kept, however many: the connection must get ahead. */
  lift(): void {
    this.#limit = this.#limit < 0 ? this.#limit : Number.POSITIVE_INFINITY;
    this.#resume();
  }

  /** Nobody will ask any more: rows are dropped as they come. */
  drop(): void {
    this.#limit = -1;
    this.#rows = [];
    this.#resume();
  }

  #take(size: number): void {
    this.#bytes -= size;
    this.#next++;
    if (this.#next >= FEW && this.#next * 2 >= this.#rows.length) {
      this.#rows.splice(0, this.#next);
      this.#next = 0;
    }
    if (this.#bytes <= this.#limit / 2) this.#resume();
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#flow.resume();
  }
}
