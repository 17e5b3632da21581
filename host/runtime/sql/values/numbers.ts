import { Decimal } from "../../../schema/decimal";
import { boundText } from "../../../schema/number-text";
import { ValueError } from "./value-error";

/** Numbers in PostgreSQL's binary forms, with the driver's checks. */
const INTEGERS = {
  i16: { bytes: 2, least: -(2n ** 15n), most: 2n ** 15n - 1n },
  i32: { bytes: 4, least: -(2n ** 31n), most: 2n ** 31n - 1n },
  i64: { bytes: 8, least: -(2n ** 63n), most: 2n ** 63n - 1n },
  u32: { bytes: 4, least: 0n, most: 2n ** 32n - 1n },
} as const;

type Width = keyof typeof INTEGERS;

/** Whole numbers of 32 bits, signed or not, are integers to the driver; everything else is a float. */
function isInteger(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 32;
}

export function integerBytes(value: number, width: Width): Buffer {
  const { least, most } = INTEGERS[width];
  if (isInteger(value)) {
    const whole = BigInt(value);
    if (whole < least || whole > most) throw new ValueError("out of range integral type conversion attempted");
    return write(whole, width);
  }
  // As a float is cast: cut, and held within the range.
  const cut = BigInt(Math.trunc(value));
  const held = cut < least ? least : cut > most ? most : cut;
  if (Number(held) !== value) throw new ValueError(`number ${boundText(value)} is not an ${width}`);
  return write(held, width);
}

/** The eight bytes of a number, as an integer or as a float. */
export function rawNumber(value: number): Buffer {
  return isInteger(value) ? write(BigInt(value), "i64") : floatBytes(value, 8);
}

export function floatBytes(value: number, size: 4 | 8): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  // The driver has no negative zero: it is a whole number.
  if (size === 4) bytes.writeFloatBE(value || 0);
  else bytes.writeDoubleBE(value || 0);
  return bytes;
}

/** Only a whole number within the range. */
export function decimalInteger(value: Decimal, width: Width, name: string): Buffer {
  const { least, most } = INTEGERS[width];
  const text = value.toString();
  const whole = /^-?\d+$/.test(text) ? BigInt(text) : undefined;
  if (whole === undefined || whole < least || whole > most) throw new ValueError(`Cannot convert decimal to ${name}`);
  return write(whole, width);
}

/** Only a value that the float holds exactly. */
export function decimalFloat(value: Decimal, size: 4 | 8): Buffer {
  const float = Number(value.toString());
  const isHeld = (size === 8 || Math.fround(float) === float) && Number.isFinite(float);
  if (!isHeld || exactText(float) !== value.toString()) throw new ValueError(`Cannot convert decimal to FLOAT${size}`);
  return floatBytes(float, size);
}

/** All decimals of a float, as Decimal prints them. */
function exactText(float: number): string {
  let [whole, halvings] = [float, 0];
  for (; !Number.isInteger(whole); whole *= 2) halvings++;
  return Decimal.parse(`${BigInt(whole) * 5n ** BigInt(halvings)}e-${halvings}`).toString();
}

function write(value: bigint, width: Width): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, value));
  return bytes.subarray(8 - INTEGERS[width].bytes);
}
