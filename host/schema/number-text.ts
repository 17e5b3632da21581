/**
 * Numbers as text, the way the genuine runtime prints them (facts 5.5): by what they are, not by their declared type.
 */

/**
 * JSON text of a finite number: whole numbers of 32 bits (signed or unsigned) without a point, everything else as a float, so
 * `1700000000000` prints `1700000000000.0` and from 1e16 on the exponent form is used.
 */
export function numberText(n: number): string {
  if (Number.isInteger(n) && n >= -0x80000000 && n <= 0xffffffff) return n === 0 ? "0" : String(n);
  return floatText(n);
}

/** A float with its point or exponent always visible: `1.0`, `1.5`, `1e+30`, `1e-7`. */
export function floatText(n: number): string {
  const text = String(n);
  const abs = Math.abs(n);
  if (abs < 1e16 && abs >= 1e-5) return Number.isInteger(n) ? `${text}.0` : text;
  if (n === 0) return Object.is(n, -0) ? "-0.0" : "0.0";
  if (text.includes("e")) return text;
  return shortestExponent(n);
}

/** JavaScript writes 1e16 to 1e21 and 1e-6 in full; its own shortest digits, moved into exponent form. */
function shortestExponent(n: number): string {
  return n.toExponential();
}

/** A float the way Rust's `{}` shows a rule's bound: never an exponent, no point for whole numbers. */
export function boundText(n: number): string {
  if (Math.abs(n) < 1e21 && (Math.abs(n) >= 1e-6 || n === 0))
    return n === 0 ? (Object.is(n, -0) ? "-0" : "0") : String(n);
  if (Number.isInteger(n)) return BigInt(n).toString();
  return n.toFixed(20).replace(/0+$/, "");
}
