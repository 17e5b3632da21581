import { Decimal as Exact, DecimalError } from "../schema/decimal";
import { nativeError } from "./native-error";

/** The native Decimal of encore.dev (facts 3.8): a text that is none throws with code `InvalidArg`. */
export class Decimal {
  readonly #value: Exact;

  constructor(value: string | Exact) {
    this.#value = typeof value === "string" ? parse(value) : value;
  }

  add(other: Decimal): Decimal {
    return new Decimal(this.#value.add(other.#value));
  }

  sub(other: Decimal): Decimal {
    return new Decimal(this.#value.sub(other.#value));
  }

  mul(other: Decimal): Decimal {
    return new Decimal(this.#value.mul(other.#value));
  }

  /** Throws for a zero divisor, where the genuine runtime ends the process. */
  div(other: Decimal): Decimal {
    return new Decimal(this.#value.div(other.#value));
  }

  toString(): string {
    return this.#value.toString();
  }
}

function parse(text: string): Exact {
  try {
    return Exact.parse(text);
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    throw nativeError(`Invalid decimal format: '${error.message}'`, "InvalidArg");
  }
}
