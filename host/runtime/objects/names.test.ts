import { describe, expect, test } from "vitest";
import { checkName, checkVersion, nameRefusal } from "./names";

describe("a name", () => {
  test.each([
    "a",
    "a/b",
    "a/../b",
    "./a",
    "a//b",
    "trailing/",
    "a/b/..",
    "with space",
    "100%25",
    "日本",
    "x".repeat(247),
  ])("%j is taken", (name) => expect(nameRefusal(name)).toBeNull());

  test.each<[string, number]>([
    ["", 400],
    ["/", 500],
    ["/leading", 500],
    [".", 500],
    ["..", 500],
    ["../a", 500],
    ["a/..", 500],
    ["a/../../b", 500],
    ["a\0b", 500],
    ["x".repeat(256), 500],
    ["é".repeat(124), 500],
    [Array.from({ length: 600 }, () => "a").join("/"), 500],
  ])("%j is refused with %i", (name, status) => expect(nameRefusal(name)).toBe(status));

  test("that is refused is shown as part of the request to a store", () => {
    expect(() => checkName("upload", "papers", "/a b")).toThrow(
      expect.objectContaining({
        message:
          "HTTP status server error (500 Internal Server Error) for url " +
          "(http://localhost:0/upload/storage/v1/b/papers/o?uploadType=media&name=%2Fa+b)",
      }),
    );
  });
});

describe("a version", () => {
  test.each(["0", "12345", "-1", "9223372036854775807", "-9223372036854775808", undefined])(
    "%s is taken",
    (version) => {
      expect(() => checkVersion(version)).not.toThrow();
    },
  );

  test.each([
    ["", "invalid version number : cannot parse integer from empty string"],
    ["abc", "invalid version number abc: invalid digit found in string"],
    ["9223372036854775808", "invalid version number 9223372036854775808: number too large to fit in target type"],
    ["-9223372036854775809", "invalid version number -9223372036854775809: number too small to fit in target type"],
  ])("%j is refused: %s", (version, message) => {
    expect(() => checkVersion(version)).toThrow(expect.objectContaining({ message }));
  });
});
