import { describe, expect, test } from "vitest";
import { messageCodec } from "./message-codec";

const codec = messageCodec(
  {
    kind: "object",
    fields: [
      { name: "run", type: { kind: "string" }, optional: false, in: "attribute" },
      { name: "n", type: { kind: "number" }, optional: false },
      { name: "at", type: { kind: "date" }, optional: true },
    ],
  },
  {},
);

describe("a message of a topic", () => {
  test("is published whole, whatever its type says", () =>
    expect(codec.encode({ n: "five", extra: { a: [1] }, at: new Date(0) })).toBe(
      '{"n":"five","extra":{"a":[1]},"at":"1970-01-01T00:00:00Z"}',
    ));

  test("is delivered with the fields of its type, attributes among them", () =>
    expect(codec.decode('{"run":"r","n":1,"extra":2,"at":"2030-01-01T00:00:00Z"}')).toEqual({
      ok: true,
      value: { run: "r", n: 1, at: new Date("2030-01-01T00:00:00Z") },
    }));

  test("is not delivered when it does not fit", () =>
    expect(codec.decode('{"run":"r"}')).toEqual({ ok: false, reason: "missing field n at line 1 column 11" }));

  test.each<[unknown, string, string]>([
    [null, "InvalidArg", "no message payload provided"],
    [
      5,
      "GenericFailure",
      "failed to parse payload\n\nCaused by:\n    InvalidArg, Expect value to be Object, but received Number",
    ],
    [
      { n: Number.NaN },
      "GenericFailure",
      "failed to parse payload\n\nCaused by:\n    InvalidArg, Failed to convert js number to serde_json::Number",
    ],
  ])("%o cannot be published", (value, code, message) => {
    expect(() => codec.encode(value)).toThrow(expect.objectContaining({ code, message }));
  });
});
