import { ValueError } from "./value-error";

/**
 * PostgreSQL's binary numeric: int16 count of digits, int16 weight of the first, uint16 sign, uint16 scale, then digits to base
 * 10,000. Texts here have no exponent, or one as Decimal prints it for small numbers.
 */
const NEGATIVE = 0x4000;
const SPECIAL: Record<number, string> = { 0xc000: "NaN", 0xd000: "Infinity", 0xf000: "-Infinity" };
const HEADER = 8;
const MAX_WEIGHT = 0x7fff;
const MAX_SCALE = 0xffff;

export function numericText(bytes: Buffer): string {
  const [count, weight, sign, scale] = [
    bytes.readUInt16BE(0),
    bytes.readInt16BE(2),
    bytes.readUInt16BE(4),
    bytes.readUInt16BE(6),
  ];
  const special = SPECIAL[sign];
  if (special !== undefined) return special;
  const group = (i: number) => (i >= 0 && i < count ? bytes.readInt16BE(HEADER + 2 * i) : 0);
  let whole = "";
  for (let i = 0; i <= weight; i++) whole += four(group(i));
  let fraction = "";
  for (let i = weight + 1; fraction.length < scale; i++) fraction += four(group(i));
  const text = whole.replace(/^0+(?=.)/, "") || "0";
  return `${sign === NEGATIVE ? "-" : ""}${text}${scale > 0 ? `.${fraction.slice(0, scale)}` : ""}`;
}

/** `text` must be a plain decimal, such as Decimal prints. Throws ValueError for more digits than the form can say. */
export function numericBytes(text: string): Buffer {
  const { negative, whole, fraction } = parts(text);
  const left = whole.padStart(Math.ceil(whole.length / 4) * 4, "0");
  const right = fraction.padEnd(Math.ceil(fraction.length / 4) * 4, "0");
  const groups = (left + right).match(/\d{4}/g)?.map(Number) ?? [];
  let weight = left.length / 4 - 1;
  while (groups[0] === 0) {
    groups.shift();
    weight--;
  }
  while (groups.at(-1) === 0) groups.pop();
  if (Math.abs(weight) > MAX_WEIGHT || fraction.length > MAX_SCALE) throw new ValueError("numeric out of range");
  const bytes = Buffer.alloc(HEADER + 2 * groups.length);
  bytes.writeUInt16BE(groups.length, 0);
  bytes.writeInt16BE(groups.length === 0 ? 0 : weight, 2);
  bytes.writeUInt16BE(negative && groups.length > 0 ? NEGATIVE : 0, 4);
  bytes.writeUInt16BE(fraction.length, 6);
  groups.forEach((group, i) => bytes.writeInt16BE(group, HEADER + 2 * i));
  return bytes;
}

function four(group: number): string {
  return String(group).padStart(4, "0");
}

function parts(text: string): { negative: boolean; whole: string; fraction: string } {
  const m = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (m === null) throw new Error(`not a decimal: ${text}`);
  const [digits, exponent] = [m[2]! + (m[3] ?? ""), Number(m[4] ?? 0)];
  const point = m[2]!.length + exponent;
  return {
    negative: m[1] === "-",
    whole: digits.slice(0, Math.max(0, point)).padEnd(Math.max(0, point), "0"),
    fraction: point < 0 ? "0".repeat(-point) + digits : digits.slice(point),
  };
}
