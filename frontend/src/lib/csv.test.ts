import { expect, test } from "vitest";
import { toCsv } from "./csv";

test("fields are parted so that a spreadsheet reads what was meant", () => {
  expect(
    toCsv([
      ["date", "note"],
      ["2026-11-20", 'late, "very"'],
      ["2026-11-21", null],
    ]),
  ).toBe('date,note\r\n2026-11-20,"late, ""very"""\r\n2026-11-21,\r\n');
});

test("no text runs as a formula, and no number becomes a text", () => {
  expect(toCsv([["=1+1", "-12.50", -3, "-x", "@SUM(A1)"]])).toBe("'=1+1,-12.50,-3,'-x,'@SUM(A1)\r\n");
});
