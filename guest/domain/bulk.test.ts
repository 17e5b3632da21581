import { expect, test } from "vitest";
import { type BulkRequest, readBulk } from "./bulk";

const rows = (request: BulkRequest) => {
  const read = readBulk(request);
  if (!read.ok) throw new Error(read.errors?.[0]?.message);
  return read.value;
};

test("[G11] a row is for a reservation, a new stay, or documents alone; documents outside of rows are rows of their own", () => {
  const read = rows({
    rows: [
      { reservation: " 7K3QX9M24T ", room: "204" },
      { rowKey: "walk-in", guestName: "Ada", departure: "2026-11-22", room: "101" },
      { guestName: "Bo", documents: [{ number: "P1234567" }] },
    ],
    documents: [{ documentType: "Passport", documentNumber: 12_345_678, name: "Cy", expiryDate: "2031-01-01" }],
  });
  expect(read.map(({ position, key, aim, room, errors }) => [position, key, aim, room, errors])).toEqual([
    [1, "1", "arrive", "204", []],
    [2, "walk-in", "new", "101", []],
    [3, "3", "register", null, []],
    [4, "d1", "register", null, []],
  ]);
  expect(read[0]?.reservation).toBe("7K3QX9M24T");
  expect(read[3]).toMatchObject({
    fields: { guestName: "Cy" },
    documents: [{ type: "passport", number: "12345678", expiresOn: "2031-01-01" }],
  });
});

test("[G11] what is wrong with a row is its own, and the paths are those of the row", () => {
  const [empty, document] = rows({
    rows: [{ guestName: "Ada" }, { reservation: "A", documents: [{}, { number: "?" }] }],
  });
  expect(empty?.errors).toMatchObject([{ path: "reservation", code: "missing" }]);
  expect(document?.errors.map(({ path }) => path)).toEqual(["documents[0].number", "documents[1].number"]);
  const many = rows({
    rows: [{ reservation: "A", documents: Array.from({ length: 11 }, () => ({ number: "P1234567" })) }],
  });
  expect(many[0]?.errors).toMatchObject([{ path: "documents", code: "too_many" }]);
});

test.each<[string, BulkRequest]>([
  ["rows", {}],
  ["rows", { rows: [], documents: [] }],
  ["rows", { rows: Array.from({ length: 201 }, () => ({})) }],
  ["rows[1].rowKey", { rows: [{ rowKey: "a" }, { rowKey: "a" }] }],
  ["rows[0].rowKey", { rows: [{ rowKey: "a b" }] }],
])("[G11] a list is refused as a whole for %s", (path, request) => {
  expect(readBulk(request)).toMatchObject({ reason: "request_invalid", errors: [{ path }] });
});
