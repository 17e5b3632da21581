import { type Param, takeParam } from "./values/param";

/** The parameters of one call, copied when they are handed over. Throws for values that cannot cross. */
export class QueryArgs {
  #params: Param[];

  constructor(values: unknown[]) {
    this.#params = values.map(takeParam);
  }

  /** A second call finds none. */
  take(): Param[] {
    const params = this.#params;
    this.#params = [];
    return params;
  }
}
