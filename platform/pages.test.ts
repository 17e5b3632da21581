import fc from "fast-check";
import { expect, test } from "vitest";
import { iso, tuple, uuid } from "zod";
import { keyset, toPage } from "./pages";

const cursor = keyset(tuple([iso.datetime(), uuid()]));
const position: [string, string] = ["2026-11-20T12:00:00.000Z", "01950000-0000-7000-8000-000000000001"];

test("a cursor gives back the position that it was made of", () => {
  expect(cursor.decode(cursor.encode(position))).toEqual(position);
});

test("anything else is no cursor", () => {
  fc.assert(fc.property(fc.string(), (text) => cursor.decode(text) === null));
  const other = Buffer.from(JSON.stringify(["2026-11-20T12:00:00.000Z", "no id"])).toString("base64url");
  expect(cursor.decode(other)).toBeNull();
});

test.each<[rows: number[], data: number[], hasMore: boolean, nextCursor: string | null]>([
  [[], [], false, null],
  [[1, 2], [1, 2], false, null],
  [[1, 2, 3], [1, 2, 3], false, null],
  [[1, 2, 3, 4], [1, 2, 3], true, "after 3"],
])("of the rows %j a page of three holds %j", (rows, data, hasMore, nextCursor) => {
  expect(toPage(rows, 3, (last) => `after ${last}`)).toEqual({ data, hasMore, nextCursor });
});
