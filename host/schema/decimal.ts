/**
 * Exact decimal arithmetic as of `encore.dev/types` (facts 3.8): a fraction of two integers, so that a quotient keeps its value
 * even where its text is rounded.
 */
const TEXT = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$|^([+-]?)\.(\d+)(?:[eE]([+-]?\d+))?$/;
const MAX_LENGTH = 1 << 18;
const MAX_EXPONENT = 1 << 14;
/** Decimals shown of a value that no finite decimal can show. */
const SHOWN = 10;

/** Thrown for a text that is no decimal; `message` names the text. */
export class DecimalError extends Error {}

export class Decimal {
  private readonly num: bigint;
  /** Positive, and without a common factor with num. */
  private readonly den: bigint;

  private constructor(num: bigint, den: bigint) {
    const factor = gcd(num < 0n ? -num : num, den);
    this.num = num / factor;
    this.den = den / factor;
  }

  /** From `1.50`, `-2`, `1e3`; throws DecimalError otherwise, and beyond 262144 characters or an exponent of 16384. */
  static parse(text: string): Decimal {
    if (text.length > MAX_LENGTH) throw new DecimalError(`decimal string too long: ${Buffer.byteLength(text)} bytes`);
    const m = TEXT.exec(text);
    if (m === null) throw new DecimalError(`Failed to parse decimal from string: ${text}`);
    const exponent = Number(m[4] ?? m[7] ?? 0);
    if (Math.abs(exponent) > MAX_EXPONENT) throw new DecimalError(`decimal exponent out of range: ${exponent}`);
    const fraction = m[3] ?? m[6] ?? "";
    const digits = BigInt(`${m[2] ?? ""}${fraction}`);
    const scale = fraction.length - exponent;
    const num = (m[1] ?? m[5]) === "-" ? -digits : digits;
    return scale > 0 ? new Decimal(num, 10n ** BigInt(scale)) : new Decimal(num * 10n ** BigInt(-scale), 1n);
  }

  add(other: Decimal): Decimal {
    return new Decimal(this.num * other.den + other.num * this.den, this.den * other.den);
  }

  sub(other: Decimal): Decimal {
    return new Decimal(this.num * other.den - other.num * this.den, this.den * other.den);
  }

  mul(other: Decimal): Decimal {
    return new Decimal(this.num * other.num, this.den * other.den);
  }

  /** Throws RangeError for a zero divisor, where the genuine runtime ends the process. */
  div(other: Decimal): Decimal {
    if (other.num === 0n) throw new RangeError("division by zero");
    const num = this.num * other.den;
    const den = this.den * other.num;
    return den < 0n ? new Decimal(-num, -den) : new Decimal(num, den);
  }

  /** Negative, zero or positive, like a comparator. */
  compareTo(bound: number): number {
    const scaled = Decimal.parse(bound.toString());
    const difference = this.num * scaled.den - scaled.num * this.den;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** No trailing zeros; ten decimals where the value has no end; below 0.00001 with an exponent. */
  toString(): string {
    const abs = this.num < 0n ? -this.num : this.num;
    const sign = this.num < 0n ? "-" : "";
    if (this.den === 1n) return sign + abs.toString();
    const scale = scaleOf(this.den);
    const text =
      scale === undefined
        ? rounded(abs, this.den, SHOWN)
        : point(((abs * 10n ** BigInt(scale)) / this.den).toString(), scale);
    return sign + text;
  }
}

/** Decimals that a fraction in lowest terms needs, undefined when no number of them is enough. */
function scaleOf(den: bigint): number | undefined {
  let [twos, fives, rest] = [0, 0, den];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

function rounded(num: bigint, den: bigint, scale: number): string {
  const scaled = num * 10n ** BigInt(scale);
  const up = ((scaled % den) * 2n) / den;
  return point((scaled / den + up).toString(), scale);
}

function point(digits: string, scale: number): string {
  const log = digits.length - scale - 1;
  if (log <= -6) {
    return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${log}`;
  }
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
