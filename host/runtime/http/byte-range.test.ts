import { describe, expect, test } from "vitest";
import { byteRange } from "./byte-range";

describe("of ten bytes", () => {
  test.each([
    [undefined, "whole"],
    ["bytes=0-4", [0, 4]],
    ["bytes=3-", [3, 9]],
    ["bytes=-3", [7, 9]],
    ["bytes=-10", [0, 9]],
    ["bytes=8-99", [8, 9]],
    ["bytes=0-1, 5-6", "several"],
    ["bytes=0-1,5-6", "several"],
    ["bytes=0-4,3-6", "unsatisfiable"],
    ["bytes=0-1,20-30", "unsatisfiable"],
    ["bytes=0-1,x", "unsatisfiable"],
    ["bytes=-11", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=4-2", "unsatisfiable"],
    ["bytes=0-18446744073709551615", [0, 9]],
    ["bytes=0-18446744073709551616", "unsatisfiable"],
    ["bytes=00-4", "unsatisfiable"],
    ["bytes=+0-4", "unsatisfiable"],
    ["bytes= 0-4", "unsatisfiable"],
    ["bytes=0-4 ", "unsatisfiable"],
    ["bytes=-", "unsatisfiable"],
    ["bytes=", "unsatisfiable"],
    ["Bytes=0-4", "unsatisfiable"],
    ["items=0-4", "unsatisfiable"],
  ])("%j is %j", (header, expected) => {
    const range = byteRange(header, 10);
    expect(range.kind === "part" ? [range.start, range.end] : range.kind).toEqual(expected);
  });
});
