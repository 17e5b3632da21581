import { describe, expect, test } from "vitest";
import { authCodec } from "./auth-codec";

const text = { kind: "string" } as const;
const codec = authCodec(
  {
    name: "auth",
    service: "gate",
    at: { file: "gate/gate.ts", line: 1, column: 1 },
    exportName: "auth",
    params: {
      kind: "object",
      fields: [
        { name: "authorization", type: text, optional: true, in: "header", wireName: "Authorization" },
        { name: "access_token", type: text, optional: true, in: "query" },
        { name: "session", type: text, optional: true, in: "cookie", wireName: "session" },
        { name: "level", type: { kind: "number" }, optional: true, in: "header", wireName: "X-Level" },
      ],
    },
    data: {
      kind: "object",
      fields: [
        { name: "userID", type: text, optional: false },
        { name: "since", type: { kind: "date" }, optional: false },
      ],
    },
  },
  {},
);

const none = { query: "", headers: new Map<string, string[]>() };

describe("the parameters of an auth handler", () => {
  test.each([
    ["a header", { ...none, headers: new Map([["authorization", ["Bearer x"]]]) }, true],
    ["an empty header", { ...none, headers: new Map([["authorization", [""]]]) }, false],
    ["a query parameter", { ...none, query: "x=1&access_token=t" }, true],
    ["an empty query parameter", { ...none, query: "access_token=" }, false],
    ["a cookie", { ...none, headers: new Map([["cookie", ["a=b; session=s"]]]) }, true],
    ["an empty cookie", { ...none, headers: new Map([["cookie", ["session="]]]) }, false],
    ["nothing", none, false],
  ])("%s: %o is present %s", (_name, parts, present) => expect(codec.isPresent(parts)).toBe(present));

  test("arrive by field name, cookies with their name", () =>
    expect(
      codec.decode({
        query: "access_token=t",
        headers: new Map([
          ["cookie", ["session=s"]],
          ["x-level", ["3"]],
        ]),
      }),
    ).toEqual({
      access_token: "t",
      session: { name: "session", value: "s" },
      level: 3,
    }));

  test("that are malformed are refused, whatever else is there", () =>
    expect(() => codec.decode({ query: "access_token=t", headers: new Map([["x-level", ["high"]]]) })).toThrow(
      "invalid number value: high",
    ));
});

describe("auth data", () => {
  test("reaches endpoints as a copy with the declared fields", () => {
    const since = new Date("2024-01-01T00:00:00.250Z");
    expect(codec.checkData({ userID: "", since, undeclared: 1 })).toEqual({ userID: "", since });
  });

  test.each<[unknown, string]>([
    [null, "auth handler returned null"],
    [undefined, "auth handler returned null"],
    [{ via: "header" }, "auth handler did not return a userID field"],
    [{ userID: 5 }, "auth handler did not return a userID field"],
  ])("%o means unauthenticated: %s", (value, internal) =>
    expect(() => codec.checkData(value)).toThrow(
      expect.objectContaining({ code: "unauthenticated", message: "unauthenticated", internal }),
    ),
  );

  test("that does not fit its type fails the request", () =>
    expect(() => codec.checkData({ userID: "ann" })).toThrow(
      expect.objectContaining({
        code: "invalid_argument",
        message:
          "unable to parse request: invalid auth data\n\nCaused by:\n    missing field since at line 1 column 16",
      }),
    ));
});
