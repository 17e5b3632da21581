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
    const factor = commonFactor(num < 0n ? -num : num, den);
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
  const { twos, fives, rest } = tenthsOf(den);
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

/** How often 2 and 5 divide n, and what is left. */
function tenthsOf(n: bigint): { twos: number; fives: number; rest: bigint } {
  const { times: twos, rest: odd } = divided(n, 2n);
  const { times: fives, rest } = divided(odd, 5n);
  return { twos, fives, rest };
}

/** How often a factor divides n, in steps that double: one by one takes seconds for the digits that a request can hold. */
function divided(n: bigint, factor: bigint): { times: number; rest: bigint } {
  const powers: bigint[] = [];
  let [times, rest, power] = [0, n, factor];
  while (rest % power === 0n) {
    rest /= power;
    times += 2 ** powers.length;
    powers.push(power);
    power *= power;
  }
  for (let i = powers.length - 1; i >= 0; i--) {
    if (rest % powers[i]! !== 0n) continue;
    rest /= powers[i]!;
    times += 2 ** i;
  }
  return { times, rest };
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

/** `num` is not negative. */
function commonFactor(num: bigint, den: bigint): bigint {
  if (den === 1n || num === 0n) return den;
  const [below, above] = [tenthsOf(den), tenthsOf(num)];
  if (below.rest !== 1n) return gcd(num, den);
  const [twos, fives] = [Math.min(below.twos, above.twos), Math.min(below.fives, above.fives)];
  return 2n ** BigInt(twos) * 5n ** BigInt(fives);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
