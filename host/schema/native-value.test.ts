import { describe, expect, test } from "vitest";
import { jsonText, NativeValueError, objectText } from "./native-value";

describe("a JavaScript value on its way out", () => {
  test.each<[unknown, string]>([
    [-0, "0"],
    [4294967295, "4294967295"],
    [4294967296, "4294967296.0"],
    [-2147483649, "-2147483649.0"],
    [1e16, "1e+16"],
    [123456789012345680000, "1.2345678901234568e+20"],
    [0.00001, "0.00001"],
    [0.000001, "1e-6"],
    [5e-324, "5e-324"],
    [7n, '"7"'],
    ["a\ud800b", '"a\ufffdb"'],
    ["\u007f \u{1F600}\n", '"\u007f \u{1F600}\\n"'],
    [new Date(NaN), '"1970-01-01T00:00:00Z"'],
    [{ a: undefined, b: [null] }, '{"b":[null]}'],
    [Object.create({ up: 1 }, { own: { value: 2, enumerable: true } }), '{"own":2,"up":1}'],
    [{ __encore_decimal: true, value: "1.50" }, '"1.5"'],
    [new Map([["a", 1]]), "{}"],
    [new Uint8Array([1, 2]), '{"0":1,"1":2}'],
  ])("%o is printed as %s", (value, text) => expect(jsonText(value)).toBe(text));

  test.each<[string, unknown, string]>([
    ["NaN", Number.NaN, "Failed to convert js number to serde_json::Number"],
    ["a function", { f: () => 1 }, "JS functions cannot be represented as a serde_json::Value"],
    ["undefined in an array", [1, undefined], "undefined cannot be represented as a serde_json::Value"],
    ["a symbol", Symbol("s"), "JS symbols cannot be represented as a serde_json::Value"],
    ["a date too far", new Date(8.64e15), "timestamp 8640000000000000ms is outside the supported range"],
  ])("%s cannot cross", (_name, value, message) =>
    expect(() => jsonText(value)).toThrow(new NativeValueError(message)),
  );

  test("is refused with a plain Error, whatever the class inside", () => {
    const error = new NativeValueError("no") as Error;
    expect([error.name, error.constructor, String(error)]).toEqual(["Error", Error, "Error: no"]);
    expect(error).toBeInstanceOf(NativeValueError);
  });

  test("may be 128 deep and no deeper, so that a circle is an error", () => {
    const nested = (levels: number) => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 0);
    expect(jsonText(nested(127))).toMatch(/^\[{127}0\]{127}$/);
    expect(() => jsonText(nested(128))).toThrow("value exceeds the maximum nesting depth of 128");
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(() => jsonText(circle)).toThrow("does it contain a circular reference?");
  });

  test.each<[unknown, string]>([
    [null, "Null"],
    ["text", "String"],
    [5n, "BigInt"],
    [undefined, "Undefined"],
  ])("%o is no object", (value, name) =>
    expect(() => objectText(value)).toThrow(`Expect value to be Object, but received ${name}`),
  );
});
