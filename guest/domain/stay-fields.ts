import { CURRENCIES, MAX_AMOUNT_MINOR } from "../../platform/money";
import type { FieldError } from "../../platform/outcome";
import { daysBetween, isDay } from "../../platform/day";
import { readText } from "../../platform/text";

export const NAME_LENGTH = 120;
const EMAIL_LENGTH = 200;
const PHONE_LENGTH = 40;
const NOTES_LENGTH = 1000;
const MAX_NIGHTS = 365;
const MAX_ADULTS = 20;

/** The fields that may change while a stay is not over, and that a new one is made of. */
export interface StayFields {
  guestName: string;
  guestEmail: string | null;
  guestPhone: string | null;
  isVip: boolean;
  arrival: string;
  departure: string;
  adults: number;
  nightlyRateMinor: number;
  currency: string;
  eta: string | null;
  notes: string | null;
}

/** What a request says of them; null and empty text empty a field that may be empty. */
export interface StayFieldsRequest {
  guestName?: string;
  guestEmail?: string | null;
  guestPhone?: string | null;
  isVip?: boolean;
  arrival?: string;
  departure?: string;
  adults?: number;
  nightlyRateMinor?: number;
  currency?: string;
  eta?: string | null;
  notes?: string | null;
}

/** The fields with what the request says of them, or everything that is wrong with it at once (G3). `prefix` names a row: `rows[2].`. */
export function readStayFields(
  before: StayFields,
  request: StayFieldsRequest,
  prefix = "",
): StayFields | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const fail = (path: string, code: string, message: string): void => {
    errors.push({ path: prefix + path, code, message });
  };
  const text = (path: keyof StayFieldsRequest, given: string | null | undefined, held: string | null, max: number) => {
    if (given === undefined) return held;
    const read = readText(prefix + path, given ?? "", max);
    if (typeof read === "string" || read === null) return read;
    errors.push(read);
    return held;
  };
  const guestName = text("guestName", request.guestName, before.guestName, NAME_LENGTH);
  if (guestName === null || guestName === "") fail("guestName", "missing", "give the name of the guest");
  const guestEmail = text("guestEmail", request.guestEmail, before.guestEmail, EMAIL_LENGTH);
  if (guestEmail !== null && !/^\S+@\S+\.\S+$/.test(guestEmail))
    fail("guestEmail", "not_an_email", `${quote(guestEmail)} is no e-mail address`);
  const arrival = request.arrival ?? before.arrival;
  const departure = request.departure ?? before.departure;
  const areDates = [["arrival", arrival] as const, ["departure", departure] as const].filter(
    ([path, date]) => !isDay(date) && fail(path, "not_a_date", `${quote(date)} is no day such as 2026-11-20`),
  );
  if (areDates.length === 0 && isDay(arrival) && isDay(departure)) {
    const nights = daysBetween(arrival, departure);
    if (nights < 1) fail("departure", "not_after_arrival", `${departure} is not after the arrival on ${arrival}`);
    if (nights > MAX_NIGHTS) fail("departure", "too_long", `${nights} nights; at most ${MAX_NIGHTS} are allowed`);
  }
  const adults = request.adults ?? before.adults;
  if (!isWhole(adults, 1, MAX_ADULTS))
    fail("adults", "out_of_range", `${adults} is no whole number from 1 to ${MAX_ADULTS}`);
  const nightlyRateMinor = request.nightlyRateMinor ?? before.nightlyRateMinor;
  if (!isWhole(nightlyRateMinor, 0, MAX_AMOUNT_MINOR))
    fail("nightlyRateMinor", "out_of_range", `${nightlyRateMinor} is no whole number from 0 to ${MAX_AMOUNT_MINOR}`);
  const currency = request.currency ?? before.currency;
  if (!CURRENCIES.includes(currency)) fail("currency", "unknown", `${quote(currency)} is no currency of ISO 4217`);
  const eta = text("eta", request.eta, before.eta, 5);
  if (eta !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(eta))
    fail("eta", "not_a_time", `${quote(eta)} is no time HH:MM`);
  const guestPhone = text("guestPhone", request.guestPhone, before.guestPhone, PHONE_LENGTH);
  const notes = text("notes", request.notes, before.notes, NOTES_LENGTH);
  if (errors.length > 0) return { errors };
  const stay = { arrival, departure, adults, nightlyRateMinor, currency, eta, notes };
  return { guestName: guestName ?? "", guestEmail, guestPhone, isVip: request.isVip ?? before.isVip, ...stay };
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
