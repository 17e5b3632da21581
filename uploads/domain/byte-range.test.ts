import { expect, test } from "vitest";
import { readRange } from "./byte-range";

test.each([
  [undefined, null],
  ["bytes=0-9", { from: 0, to: 10 }],
  ["bytes=90-", { from: 90, to: 100 }],
  ["bytes=-10", { from: 90, to: 100 }],
  ["bytes=-500", { from: 0, to: 100 }],
  ["bytes=50-5000", { from: 50, to: 100 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=9-3", null],
  ["bytes=0-1,5-6", null],
  ["lines=1-2", null],
  ["bytes=-", null],
])("[U9] of 100 bytes %s is %o", (header, range) => {
  expect(readRange(header, 100)).toEqual(range);
});
