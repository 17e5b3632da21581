import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "./decimal";

const d = (text: string) => Decimal.parse(text);

describe("a decimal", () => {
  test.each([
    ["1.50", "1.5"],
    ["-0.00", "0"],
    ["1e3", "1000"],
    ["1.5e-3", "0.0015"],
    ["+7", "7"],
    [".5", "0.5"],
    ["123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"],
    ["0.00001", "0.00001"],
    ["0.0000012", "1.2e-6"],
  ])("%s is shown as %s", (text, shown) => expect(d(text).toString()).toBe(shown));

  test.each(["", "x", "1,5", "1e", "0x10", " 1", "--1", "NaN"])("%j is none, and the complaint names it", (text) =>
    expect(() => d(text)).toThrow(`Failed to parse decimal from string: ${text}`),
  );

  test("refuses what would only cost memory", () => {
    expect(() => d("1e16385")).toThrow("decimal exponent out of range: 16385");
    expect(() => d("1".repeat(262_145))).toThrow("decimal string too long: 262145 bytes");
  });

  test("adds, subtracts and multiplies without rounding", () => {
    expect(d("0.1").add(d("0.2")).toString()).toBe("0.3");
    expect(d("1").sub(d("0.9")).toString()).toBe("0.1");
    expect(d("1.50").mul(d("2")).toString()).toBe("3");
  });

  test("shows ten decimals of a quotient without end, and keeps the rest", () => {
    const third = d("1").div(d("3"));
    expect(third.toString()).toBe("0.3333333333");
    expect(third.mul(d("3")).toString()).toBe("1");
    expect(d("-2").div(d("3")).toString()).toBe("-0.6666666667");
  });

  test("divided by zero throws", () => expect(() => d("1").div(d("0"))).toThrow(RangeError));

  test("survives its own text", () =>
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -30, max: 30 }), (digits, exponent) => {
        const text = d(`${digits}e${exponent}`).toString();
        expect(d(text).toString()).toBe(text);
      }),
    ));

  test("is the same number after its factors of ten are taken out", () =>
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(40), fc.nat(40), fc.nat(60), (n, twos, fives, scale) => {
        const digits = n * 2n ** BigInt(twos) * 5n ** BigInt(fives);
        const tenths = d(`${digits}e-${scale}`);
        expect(tenths.mul(d(`1e${scale}`)).toString()).toBe(String(digits));
        expect(tenths.sub(d(tenths.toString())).toString()).toBe("0");
      }),
    ));

  test.each(["9", "0", "5"])("as long as a request can hold is read without delay: 0.%s…1", (digit) => {
    const text = `0.1${digit.repeat(100_000)}1`;
    expect(d(text).toString()).toBe(text);
  });
});
