/**
 * Dates on the wire: RFC 3339 with the liberties and the complaints of the genuine decoder (facts 5.3), milliseconds kept.
 */
const SHORT = "premature end of input";
const INVALID = "input contains invalid characters";
const OUT_OF_RANGE = "input is out of range";
const LONG = "trailing input";

const DAY = /^(\d{4})-(\d\d)-(\d\d)/;
const TIME = /^[Tt ](\d\d):(\d\d):(\d\d)/;
const FRACTION = /^\.(\d+)/;
/** Plus, hyphen and the true minus sign. */
const SIGN = /^[+\u2212-]/;
/** Bytes of the shortest text that is looked at: `2024-01-02T03:04:05`. */
const SHORTEST = 19;

/** Milliseconds since 1970, or the complaint as text: the first one on the way from left to right. */
export function parseDate(text: string): number | string {
  if (Buffer.byteLength(text) < SHORTEST) return SHORT;
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return INVALID;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return OUT_OF_RANGE;
  const [, hour, minute, second] = (TIME.exec(text.slice(10)) ?? []).map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return INVALID;
  const rest = text.slice(SHORTEST);
  const fraction = FRACTION.exec(rest);
  if (rest.startsWith(".") && fraction === null) return rest === "." ? SHORT : INVALID;
  if (hour > 23 || minute > 59 || second > 60) return OUT_OF_RANGE;
  const offset = parseZone(rest.slice(fraction?.[0].length ?? 0));
  if (typeof offset === "string") return offset;
  const millis = fraction === null ? 0 : Number(fraction[1]!.slice(0, 3).padEnd(3, "0"));
  const date = new Date(0);
  // Not Date.UTC, which takes years below 100 for 19xx.
  date.setUTCFullYear(year, month - 1, day);
  // A leap second becomes the first second of the next minute, as in the genuine runtime.
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

/** Minutes east of Greenwich, or the complaint. */
function parseZone(zone: string): number | string {
  if (/^[Zz]/.test(zone)) return zone.length === 1 ? 0 : LONG;
  if (!SIGN.test(zone)) return zone === "" ? SHORT : INVALID;
  const digits = zone.slice(1);
  const hours = twoDigits(digits);
  if (typeof hours === "string") return hours;
  if (digits[2] !== ":") return digits.length === 2 ? SHORT : INVALID;
  const minutes = twoDigits(digits.slice(3));
  if (typeof minutes === "string") return minutes;
  if (minutes > 59) return OUT_OF_RANGE;
  if (digits.length > 5) return LONG;
  if (hours > 23) return OUT_OF_RANGE;
  return (zone.startsWith("+") ? 1 : -1) * (hours * 60 + minutes);
}

function twoDigits(text: string): number | string {
  if (Buffer.byteLength(text) < 2) return SHORT;
  return /^\d\d/.test(text) ? Number(text.slice(0, 2)) : INVALID;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The range that the genuine runtime can hold, in milliseconds. */
const LAST = 8210266876799999;
const FIRST = -8334601228800000;

/** Whether a Date can be sent at all; an invalid Date can (as 1970). */
export function inRange(ms: number): boolean {
  return !(ms > LAST || ms < FIRST);
}

/** `2024-01-02T03:04:05Z`; milliseconds only when there are some, and a sign before years that are not from 0 to 9999. An invalid Date is 1970, as recorded. */
export function dateText(date: Date): string {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return "1970-01-01T00:00:00Z";
  // JavaScript gives such years six digits.
  const iso = date.toISOString().replace(/^([+-])0{1,2}(?=\d{4})/, "$1");
  return ms % 1000 === 0 ? `${iso.slice(0, -5)}Z` : iso;
}

/** The form of headers, query strings and paths: `2024-05-06T07:08:09.500+00:00`. */
export function dateHeaderText(date: Date): string {
  return `${dateText(date).slice(0, -1)}+00:00`;
}
