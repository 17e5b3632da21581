import { describe, expect, test } from "vitest";
import { protocolHeaders } from "./protocol-headers";

const entry = (value: unknown): string =>
  `encore.dev.headers.${Buffer.from(JSON.stringify(value)).toString("base64url")}`;

test("headers are read from their entry, wherever it stands", () => {
  const expected = [["authorization", "Bearer x"]];
  expect(protocolHeaders(`encore-ws, ${entry({ Authorization: "Bearer x" })}`)).toEqual(expected);
  expect(protocolHeaders(`${entry({ Authorization: "Bearer x" })},encore-ws`)).toEqual(expected);
});

test.each([undefined, "", "encore-ws"])("%j gives none", (protocols) => {
  expect(protocolHeaders(protocols)).toEqual([]);
});

describe("is malformed", () => {
  test.each([
    ["padded base64", "encore.dev.headers.e30="],
    ["no JSON", "encore.dev.headers.aGVsbG8"],
    ["no object", entry(["a"])],
    ["a value that is no text", entry({ authorization: 5 })],
    ["a cookie", entry({ cookie: "a=1" })],
    ["a host", entry({ Host: "x" })],
    ["a sec- header", entry({ "Sec-Fetch-Mode": "cors" })],
    ["a proxy- header", entry({ "proxy-authorization": "x" })],
  ])("%s", (_name, protocols) => {
    expect(protocolHeaders(protocols)).toBe("malformed");
  });
});
