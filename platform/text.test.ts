import { expect, test } from "vitest";
import { readText } from "./text";

test.each<[given: string | undefined, read: string | null]>([
  [undefined, null],
  ["", null],
  ["  \n ", null],
  ["  two rooms ", "two rooms"],
  ["line one\nline two\ttab", "line one\nline two\ttab"],
  ["Zürich 🛎️ नमस्ते", "Zürich 🛎️ नमस्ते"],
])("%j reads %j", (given, read) => {
  expect(readText("note", given, 30)).toBe(read);
});

test.each<[given: string, code: string]>([
  ["x".repeat(31), "too_long"],
  ["nul \u0000", "not_printable"],
  ["escape \u001b[31m", "not_printable"],
  ["next line \u0085 of Latin-1", "not_printable"],
  ["half \ud83d", "not_printable"],
])("%j is refused as %s", (given, code) => {
  expect(readText("note", given, 30)).toMatchObject({ path: "note", code });
});
