import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateHeaderText, dateText, parseDate } from "./datetime";

describe("a date on the wire", () => {
  test.each([
    ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.000Z"],
    ["2024-01-02t03:04:05z", "2024-01-02T03:04:05.000Z"],
    ["2024-01-02 03:04:05.6Z", "2024-01-02T03:04:05.600Z"],
    ["2024-01-02T03:04:05.123456789Z", "2024-01-02T03:04:05.123Z"],
    ["2024-01-02T03:04:05+05:30", "2024-01-01T21:34:05.000Z"],
    ["2024-01-02T03:04:05\u221205:30", "2024-01-02T08:34:05.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is read as %s", (text, iso) => expect(new Date(parseDate(text)).toISOString()).toBe(iso));

  test.each([
    ["", "premature end of input"],
    ["2024-01-02", "premature end of input"],
    ["2024-01-02T03:04:05", "premature end of input"],
    ["2024-01-02T03:04:05.5", "premature end of input"],
    ["2024-02-30T00:00:00Z", "input is out of range"],
    ["2023-02-29T00:00:00Z", "input is out of range"],
    ["2024-01-02T24:00:00Z", "input is out of range"],
    ["2024-01-02T03:04:05+24:00", "input is out of range"],
    ["2024-01-02X03:04:05.000Z", "input contains invalid characters"],
    ["2024-01-02T03:04:05Zulu", "trailing input"],
    ["2024-01-02T03:04:05+01:000", "trailing input"],
    ["2024-01-02T03:04:05 UTC", "input contains invalid characters"],
    ["2024-01-02T03:04:05 Z", "input contains invalid characters"],
    ["2024-01-02T03:04:05+0100", "input contains invalid characters"],
    ["2024-01-02T03:04:05+1:00", "input contains invalid characters"],
    ["2024-01-02T03:04:05+01:60", "input is out of range"],
    ["2024-01-02T03:04:05+01:0", "premature end of input"],
    ["2024-01-02T03:04:05+01", "premature end of input"],
    ["2024-01-02T03:04:05.", "premature end of input"],
    ["2024-01-02T03:04:05.x", "input contains invalid characters"],
    ["2024-02-30T0:00:00.0Z", "input is out of range"],
  ])("%j is refused: %s", (text, complaint) => expect(parseDate(text)).toBe(complaint));

  test("has milliseconds only when there are some, and an offset instead of Z in headers", () => {
    expect(dateText(new Date("2024-01-02T03:04:05Z"))).toBe("2024-01-02T03:04:05Z");
    expect(dateText(new Date("2024-01-02T03:04:05.060Z"))).toBe("2024-01-02T03:04:05.060Z");
    expect(dateText(new Date("0099-01-02T03:04:05Z"))).toBe("0099-01-02T03:04:05Z");
    expect(dateHeaderText(new Date("2024-05-06T07:08:09.500Z"))).toBe("2024-05-06T07:08:09.500+00:00");
  });

  test.each([
    [253_402_300_800_000, "+10000-01-01T00:00:00Z"],
    [3_093_527_980_800_000, "+100000-01-01T00:00:00Z"],
    [-62_167_219_200_000, "0000-01-01T00:00:00Z"],
    [-62_198_755_200_000, "-0001-01-01T00:00:00Z"],
    [-377_705_116_800_000, "-9999-01-01T00:00:00Z"],
  ])("has as many digits for a far year as it needs, at least four: %d", (ms, text) => {
    expect(dateText(new Date(ms))).toBe(text);
  });

  test("survives its own text", () =>
    fc.assert(
      fc.property(
        fc.date({
          min: new Date("0001-01-01T00:00:00Z"),
          max: new Date("9999-12-31T23:59:59.999Z"),
          noInvalidDate: true,
        }),
        (date) => {
          expect(parseDate(dateText(date))).toBe(date.getTime());
          expect(parseDate(dateHeaderText(date))).toBe(date.getTime());
        },
      ),
    ));
});
