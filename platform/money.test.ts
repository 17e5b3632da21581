import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCIES, exponentOf, MAX_AMOUNT_MINOR, toMajorText, toMinor } from "./money";

describe("currencies", () => {
  // Intl prints by custom (no decimals for the afghani), ISO 4217 counts: they agree on what has none by law and what has three.
  const digitsOf = (currency: string): number | undefined =>
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  const nameOf = new Intl.DisplayNames("en", { type: "currency", fallback: "none" });

  test("every code is listed once and known to the platform", () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.filter((code) => nameOf.of(code) === undefined && code !== "XCG" && code !== "ZWG")).toEqual([]);
  });

  test("currencies that Intl prints with three decimals have them, and those without any have none", () => {
    for (const code of CURRENCIES.filter((c) => digitsOf(c) === 3)) expect([code, exponentOf(code)]).toEqual([code, 3]);
    for (const code of CURRENCIES.filter((c) => exponentOf(c) === 0)) expect([code, digitsOf(code)]).toEqual([code, 0]);
  });

  test.each(["XXQ", "eur", "EURO", "", "XAU", "toString"])("%j is no currency", (code) => {
    expect(exponentOf(code)).toBeNull();
  });
});

describe("major to minor units", () => {
  test.each<[amount: number, exponent: number, expected: number | string]>([
    [10000, 2, 1_000_000],
    [0.29, 2, 29],
    [1.1, 2, 110],
    [8.2, 2, 820],
    [4.35, 2, 435],
    [-4.35, 2, -435],
    [-0, 2, 0],
    [1.005, 2, "too_many_decimals"],
    [1e-7, 2, "too_many_decimals"],
    [1.5, 0, "too_many_decimals"],
    [1500, 0, 1500],
    [1.234, 3, 1234],
    [1e15, 2, "too_large"],
    [1e21, 2, "too_large"],
    [10_000_000_000, 2, MAX_AMOUNT_MINOR],
    [10_000_000_000.01, 2, "too_large"],
    [Number.NaN, 2, "not_a_number"],
    [Number.POSITIVE_INFINITY, 2, "not_a_number"],
    [(10n ** 17n) as unknown as number, 0, "too_large"],
  ])("%d with %d decimals", (amount, exponent, expected) => {
    expect(toMinor(amount, exponent)).toBe(expected);
  });

  test("minor units survive the way through a JSON number of major units", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR }),
        fc.constantFrom(0, 2, 3),
        (minor, exponent) => {
          const onTheWire = JSON.parse(toMajorText(minor, exponent)) as number;
          expect(toMinor(onTheWire, exponent)).toBe(minor);
        },
      ),
    );
  });

  test("any number gives either minor units within the limit or a problem", () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom(0, 2, 3), (amount, exponent) => {
        const minor = toMinor(amount, exponent);
        if (typeof minor !== "number") return;
        expect(Number.isSafeInteger(minor)).toBe(true);
        expect(Math.abs(minor)).toBeLessThanOrEqual(MAX_AMOUNT_MINOR);
        expect(minor / 10 ** exponent).toBeCloseTo(amount, 6);
      }),
    );
  });
});

test.each<[minor: number, exponent: number, text: string]>([
  [5, 2, "0.05"],
  [-5, 2, "-0.05"],
  [12345, 2, "123.45"],
  [7, 0, "7"],
  [1, 3, "0.001"],
])("%d minor units with %d decimals read %s", (minor, exponent, text) => {
  expect(toMajorText(minor, exponent)).toBe(text);
});
