type ParsedAmount =
  | { ok: true; minor: number }
  | { ok: false; reason: "empty" | "not_a_number" | "too_many_decimals" | "too_large" };

/** Decimals of a currency (ISO 4217), 0 to 3. */
export function exponentOf(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as text in the reader's locale, without the currency: `1,234.50`. Exact: no binary fraction on the way. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  const digits = exponentOf(currency);
  const format = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(decimalText(minor, digits) as Intl.StringNumericLiteral);
}

/** Minor units as a plain decimal, for machines: `-1234.50`. */
export const plainMinor = (minor: number, currency: string): string => decimalText(minor, exponentOf(currency));

/** Minor units with the currency, as a reader of the locale writes it: `€1,234.50`. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const text = decimalText(minor, exponentOf(currency));
  return numberFormat(locale, { style: "currency", currency }).format(text as Intl.StringNumericLiteral);
}

/**
 * Reads an amount as people write it. Where both marks occur the last one is the decimal mark, so `1.234,50` and `1,234.50` mean the
 * same everywhere; a single mark means what it means in the locale, except that a thousands mark that parts no thousands is taken for
 * a decimal mark (`12,5`).
 */
export function parseAmount(text: string, currency: string, locale: string): ParsedAmount {
  const plain = westernDigits(text, locale)
    .replace(/[\s'’]/gu, "")
    .replace(/^[^\d.,-]+|[^\d.,]+$/gu, "");
  if (plain === "") return { ok: false, reason: text.trim() === "" ? "empty" : "not_a_number" };
  const split = splitAtMark(plain, locale);
  if (split === null) return { ok: false, reason: "not_a_number" };
  const digits = exponentOf(currency);
  const fraction = split.fraction.replace(/0+$/, "");
  if (fraction.length > digits) return { ok: false, reason: "too_many_decimals" };
  const minor = Number(split.whole + fraction.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? { ok: true, minor } : { ok: false, reason: "too_large" };
}

function splitAtMark(plain: string, locale: string): { whole: string; fraction: string } | null {
  const mark = decimalMark(plain, locale);
  const at = mark === null ? plain.length : plain.lastIndexOf(mark);
  const whole = plain.slice(0, at);
  const fraction = plain.slice(at + 1);
  const grouped = /^-?\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/;
  if (!/^\d*$/.test(fraction) || !(/^-?\d*$/.test(whole) || grouped.test(whole))) return null;
  const digits = whole.replace(/[.,]/g, "");
  return /\d/.test(digits + fraction) ? { whole: digits === "" ? "0" : digits, fraction } : null;
}

/** Which of the two marks parts the decimals; null when none does. */
function decimalMark(plain: string, locale: string): "." | "," | null {
  const dots = plain.split(".").length - 1;
  const commas = plain.split(",").length - 1;
  if (dots > 0 && commas > 0) return plain.lastIndexOf(".") > plain.lastIndexOf(",") ? "." : ",";
  if (dots + commas !== 1) return null;
  const mark = dots === 1 ? "." : ",";
  return mark === markOfLocale(locale) || !/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(plain) ? mark : null;
}

/** As `westernDigits` writes it. */
function markOfLocale(locale: string): string {
  const part = numberFormat(locale, {}).formatToParts(1.5);
  return part.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
}

/** Digits of other scripts (٣, ३) as 0 to 9, with their own decimal and group marks as `.` and nothing. */
function westernDigits(text: string, locale: string): string {
  // By code points: the digits of some scripts (Chakma, Adlam) lie beyond the first plane.
  const digits = Array.from(numberFormat(locale, { useGrouping: false }).format(9_876_543_210)).toReversed();
  return Array.from(text.replaceAll("٫", ".").replaceAll("٬", ""), (c) =>
    digits.includes(c) ? digits.indexOf(c) : c,
  ).join("");
}

function decimalText(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return (minor < 0 ? "-" : "") + (digits === 0 ? whole : `${whole}.${text.slice(-digits)}`);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs far more than using it. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}
