import { floatText } from "./number-text";

/** A number read exactly, where a JavaScript number alone would not say what stood there: `1.0`, `-0`, or beyond 2^53. */
export class Num {
  readonly value: number | bigint;
  readonly float: boolean;

  constructor(value: number | bigint, float: boolean) {
    this.value = value;
    this.float = float;
  }

  toString(): string {
    return typeof this.value === "number" && this.float ? floatText(this.value) : String(this.value);
  }

  /**
   * What a handler receives: a bigint for whole numbers beyond 2^53. Below -2^53 the genuine runtime reads the 64 bits as
   * unsigned and negates them; this is its recorded answer.
   */
  toHandler(): number | bigint {
    if (typeof this.value === "number") return this.value;
    return this.value < 0n ? -((1n << 64n) + this.value) : this.value;
  }
}

/** A whole number with its digits, as it is kept after reading: a plain number while it is safe. Beyond 64 bits it is a float. */
export function wholeNumber(digits: string, negative: boolean): number | Num {
  const value = Number(digits);
  if (negative && value === 0) return new Num(-0, true);
  if (value <= Number.MAX_SAFE_INTEGER) return negative ? -value : value;
  const big = BigInt(digits);
  if (negative) return big <= 1n << 63n ? new Num(-big, false) : new Num(-value, true);
  return big < 1n << 64n ? new Num(big, false) : new Num(value, true);
}

/** A number that had a point or an exponent. Fractions speak for themselves. */
export function fraction(value: number): number | Num {
  return Number.isInteger(value) ? new Num(value, true) : value;
}
