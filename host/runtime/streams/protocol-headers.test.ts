import { describe, expect, test } from "vitest";
import { protocolHeaders, withoutHeaders } from "./protocol-headers";

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

test("all entries count, an entry's later spelling of a name goes before its earlier one", () => {
  const entries = `${entry({ "X-A": "1", "x-a": "2" })}, ${entry({ "x-a": "3" })}`;
  expect(protocolHeaders(entries)).toEqual([
    ["x-a", "2"],
    ["x-a", "3"],
  ]);
  expect(withoutHeaders(`a, ${entries},b`)).toBe("a, b");
});

describe("is malformed", () => {
  test.each([
    ["a protocol beyond ASCII", "encore-ws, ü"],
    ["loose bits", "encore.dev.headers.e31"],
    ["an escape in the JSON", entry({ authorization: 'say "x"' })],
    ["a value beyond ASCII", entry({ "x-name": "ü" })],
    ["a name that is none", entry({ "x y": "1" })],
    ["permissions-policy", entry({ "Permissions-Policy": "x" })],
    ["the second of two", `${entry({ "x-a": "1" })}, encore.dev.headers.***`],
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
