import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMinor, formatMoney, parseAmount } from "./money";

test.each<[text: string, locale: string, minor: number]>([
  ["1.234,50", "de", 123450],
  ["1,234.50", "en", 123450],
  ["1,234.50", "de", 123450],
  ["1.234,50", "en", 123450],
  ["1234.5", "en", 123450],
  ["1234,5", "en", 123450],
  ["1234.5", "de", 123450],
  ["1.234", "de", 123400],
  ["1,234", "en", 123400],
  ["12,5", "en", 1250],
  ["1.234.567", "en", 123456700],
  ["12,34,567.89", "en-IN", 123456789],
  ["1 234,50", "fr", 123450],
  ["1'234.50", "de-CH", 123450],
  ["€ 12.30", "en", 1230],
  ["12,30 EUR", "de", 1230],
  [".5", "en", 50],
  ["7", "en", 700],
  ["-3", "en", -300],
  ["12.500", "de", 1250000],
  ["12.500", "en", 1250],
  ["0.500", "de", 50],
  ["0,500", "en", 50],
  ["١٬٢٣٤٫٥٠", "ar-EG", 123450],
])("%s written in %s is %i cents", (text, locale, minor) => {
  expect(parseAmount(text, "EUR", locale)).toEqual({ ok: true, minor });
});

test.each<[text: string, locale: string, reason: string]>([
  ["", "en", "empty"],
  ["  ", "en", "empty"],
  ["ten", "en", "not_a_number"],
  ["1.2.3", "en", "not_a_number"],
  ["1,23,4", "en", "not_a_number"],
  ["12..5", "en", "not_a_number"],
  ["1e5", "en", "not_a_number"],
  ["--5", "en", "not_a_number"],
  [".", "en", "not_a_number"],
  ["1.005", "en", "too_many_decimals"],
  ["1,005", "de", "too_many_decimals"],
  ["99999999999999999", "en", "too_large"],
])("%j written in %s is refused: %s", (text, locale, reason) => {
  expect(parseAmount(text, "EUR", locale)).toEqual({ ok: false, reason });
});

test.each([
  ["JPY", 1500, "1,500"],
  ["KWD", 1500, "1.500"],
  ["EUR", -5, "-0.05"],
  ["EUR", 9_007_199_254_740_991, "90,071,992,547,409.91"],
])("an amount in %s has as many decimals as the currency", (currency, minor, text) => {
  expect(formatMinor(minor, currency, "en")).toBe(text);
});

test.each([
  ["٠٫٠٠١", "ar-EG", 1],
  ["١٫٥٠٠", "ar-EG", 1500],
  ["0.001", "de", 1],
  ["0,001", "de", 1],
])("three decimals (%s in %s) are no thousands", (text, locale, minor) => {
  expect(parseAmount(text, "KWD", locale)).toEqual({ ok: true, minor });
});

test("the currency is written as the locale does", () => {
  expect(formatMoney(123450, "EUR", "en")).toBe("€1,234.50");
  expect(formatMoney(123450, "EUR", "de")).toBe("1.234,50\u00a0€");
});

test("what is shown can be typed in again, in every locale and currency", () => {
  const locales = fc.constantFrom("en", "de", "fr", "es", "pt", "hi", "ar-EG", "zh", "de-CH", "en-IN", "sv", "pl");
  const currencies = fc.constantFrom("EUR", "JPY", "KWD", "INR");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), locales, currencies, (minor, locale, currency) => {
      expect(parseAmount(formatMinor(minor, currency, locale), currency, locale)).toEqual({ ok: true, minor });
    }),
  );
});
