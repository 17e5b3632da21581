/**
 * Money is an integer of minor units with an ISO 4217 currency. Amounts in major units appear only at the edge, where
 * `toMinor` reads them without ever calculating in binary fractions.
 */

const TWO_DECIMALS =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK " +
  "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
  "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP " +
  "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
  "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...NO_DECIMALS.split(" ").map((code) => [code, 0] as const),
  ...TWO_DECIMALS.split(" ").map((code) => [code, 2] as const),
  ...THREE_DECIMALS.split(" ").map((code) => [code, 3] as const),
]);

/** The currencies of ISO 4217 in circulation (list of 2026; funds, metals and test codes left out). */
export const CURRENCIES: readonly string[] = [...EXPONENTS.keys()].sort();

/** Decimals of the currency's minor unit, or null for a code that is no currency. */
export function exponentOf(currency: string): number | null {
  return EXPONENTS.get(currency) ?? null;
}

/** 10^12 minor units: ten thousand million euro. Far above any line of a hotel's books, far below 2^53. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

export type AmountProblem = "not_a_number" | "too_many_decimals" | "too_large";

/**
 * Minor units of an amount in major units, exactly as its decimal digits say: `toMinor(0.29, 2)` is 29.
 * More decimals than the currency has are a problem, not something to round. Integers from 2^53 on may come in as bigint, whatever the
 * declared type: Encore decodes them so.
 */
export function toMinor(amount: number, exponent: number): number | AmountProblem {
  const digits = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(amount));
  if (digits === null) return "not_a_number";
  const [, sign, whole = "", fraction = "", power = "0"] = digits;
  if (Math.abs(Number(amount)) > MAX_AMOUNT_MINOR) return "too_large";
  const places = fraction.length - Number(power);
  if (places > exponent) return "too_many_decimals";
  const minor = Number(whole + fraction + "0".repeat(exponent - places));
  if (minor > MAX_AMOUNT_MINOR) return "too_large";
  return sign === "-" && minor !== 0 ? -minor : minor;
}

/** The amount in major units as decimal text with exactly the currency's decimals: `toMajorText(5, 2)` is "0.05". */
export function toMajorText(minor: number, exponent: number): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
