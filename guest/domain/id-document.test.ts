import { expect, test } from "vitest";
import { readIdDocument } from "./id-document";

test("[G9] spaces and case do not count, and the words that files use for a type are taken", () => {
  expect(readIdDocument({ type: "ID card", country: "prt", number: " ab 123 456 ", expiresOn: "2030-01-31" })).toEqual({
    type: "id_card",
    country: "PRT",
    number: "AB123456",
    numberLast4: "3456",
    expiresOn: "2030-01-31",
  });
  expect(readIdDocument({ number: "12345" })).toMatchObject({ type: "passport", country: null, numberLast4: "45" });
});

test.each([
  ["type", { type: "library card", number: "P1234567" }],
  ["country", { country: "Portugal", number: "P1234567" }],
  ["number", {}],
  ["number", { number: "P1" }],
  ["number", { number: "P1234<67" }],
  ["expiresOn", { number: "P1234567", expiresOn: "31.01.2030" }],
])("[G9] %s: %o", (path, request) => {
  expect(readIdDocument(request, "documents[0].")).toMatchObject({ errors: [{ path: `documents[0].${path}` }] });
});

test("[G9] a number that is refused is not repeated in the answer", () => {
  expect(JSON.stringify(readIdDocument({ number: "SECRET#1" }))).not.toContain("SECRET");
});
