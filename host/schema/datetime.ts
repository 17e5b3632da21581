/**
 * Dates on the wire: RFC 3339 with the liberties and the complaints of the genuine decoder (facts 5.3), milliseconds kept.
 */
const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)? *(?:[Zz]|[Uu][Tt][Cc]|([+-])(\d\d):?(\d\d))$/;
/** Shortest text that can still be a date: `2024-01-02T03:04:05`. */
const SHORTEST = 19;

/** Milliseconds since 1970, or the complaint as text. */
export function parseDate(text: string): number | string {
  const m = SHAPE.exec(text);
  if (m === null) return complaint(text);
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return "input is out of range";
  if (hour > 23 || minute > 59 || second > 60) return "input is out of range";
  const offset = m[8] === undefined ? 0 : (m[8] === "-" ? -1 : 1) * (Number(m[9]) * 60 + Number(m[10]));
  if (m[8] !== undefined && (Number(m[9]) > 23 || Number(m[10]) > 59)) return "input is out of range";
  const millis = m[7] === undefined ? 0 : Math.trunc(Number(`0${m[7].slice(0, 4)}`) * 1000 + 1e-6);
  const date = new Date(0);
  // Not Date.UTC, which takes years below 100 for 19xx.
  date.setUTCFullYear(year, month - 1, day);
  // A leap second becomes the first second of the next minute, as in the genuine runtime.
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function complaint(text: string): string {
  if (text.length <= SHORTEST) return "premature end of input";
  const rest = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)? *(.*)$/s.exec(text);
  if (rest === null) return "input contains invalid characters";
  const zone = rest[1] ?? "";
  if (zone === "" || /^[+-](?:\d(?:\d:?\d?)?)?$/.test(zone)) return "premature end of input";
  return /^(?:[Zz]|[Uu][Tt][Cc]|[+-]\d\d:?\d\d)/.test(zone) ? "trailing input" : "input contains invalid characters";
}

/** The range that the genuine runtime can hold, in milliseconds. */
const LAST = 8210266876799999;
const FIRST = -8334601228800000;

/** Whether a Date can be sent at all; an invalid Date can (as 1970). */
export function inRange(ms: number): boolean {
  return !(ms > LAST || ms < FIRST);
}

/** `2024-01-02T03:04:05Z`; milliseconds only when there are some. An invalid Date is 1970, as recorded. */
export function dateText(date: Date): string {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return "1970-01-01T00:00:00Z";
  const iso = date.toISOString();
  return ms % 1000 === 0 ? `${iso.slice(0, -5)}Z` : iso;
}

/** The form of headers, query strings and paths: `2024-05-06T07:08:09.500+00:00`. */
export function dateHeaderText(date: Date): string {
  return `${dateText(date).slice(0, -1)}+00:00`;
}
