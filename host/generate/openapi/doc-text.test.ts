import { expect, test } from "vitest";
import { escaped, sentences, splitDoc } from "./doc-text";

test("the first line is the summary, the rest the description", () => {
  expect(splitDoc("Lists guests.\nOldest first,\nby page.\n\nNever all.")).toEqual({
    first: "Lists guests.\n",
    rest: "Oldest first, by page.\n\nNever all.\n",
  });
  expect(splitDoc("Lists guests.")).toEqual({ first: "Lists guests.\n" });
  expect(splitDoc(undefined)).toEqual({});
});

test("a summary is wrapped at 80 columns", () => {
  const { first = "" } = splitDoc(
    "A single-page app as the fallback of a prefix, next to API routes below the same prefix.",
  );
  expect(first).toBe("A single-page app as the fallback of a prefix, next to API routes below the same\nprefix.\n");
});

test("a word longer than the line stands alone", () => {
  const long = "x".repeat(90);
  expect(splitDoc(`see ${long} there`).first).toBe(`see\n${long}\nthere\n`);
});

test("what could be mark-up is escaped in a description", () => {
  expect(escaped("`a_b` <c> [d] *e*")).toBe("\\`a\\_b\\` \\<c> \\[d] \\*e\\*\n");
});

test("for readers a comment is parted after its first sentence, and stays as it is", () => {
  expect(sentences("Lists `guests` of v1.5,\noldest first. By page.\n\nNever all.")).toEqual({
    first: "Lists `guests` of v1.5, oldest first.",
    rest: "By page.\n\nNever all.",
  });
  expect(sentences("No end")).toEqual({ first: "No end" });
  expect(sentences(undefined)).toEqual({});
});
