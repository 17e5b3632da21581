import { describe, expect, test } from "vitest";
import { Compiler } from "./compile";
import { complaintText, decodeExactly } from "./exact";
import { JsonError } from "./json-reader";
import type { Schema } from "./schema";

const field = (name: string, type: Schema): { name: string; type: Schema; optional: boolean } => ({
  name,
  type,
  optional: true,
});
const type = new Compiler({}, { decimal: (text) => text }).compile({
  kind: "object",
  fields: [
    field("list", { kind: "array", item: { kind: "number" } }),
    field("inner", { kind: "object", fields: [field("a", { kind: "boolean" })] }),
    field("map", { kind: "record", value: { kind: "array", item: { kind: "string" } } }),
    field("any", { kind: "any" }),
  ],
});

function complaint(json: string): string | undefined {
  try {
    decodeExactly(type, Buffer.from(json));
    return undefined;
  } catch (error) {
    if (error instanceof JsonError) return complaintText(error);
    throw error;
  }
}

/** Each was put to the genuine decoder. */
describe("a complaint names the value in which it arose", () => {
  test.each([
    ['{"list":[1,true]}', "list[1]: invalid type: boolean `true`, expected a number at line 1 column 15"],
    ['{"list":[1,]}', "list: trailing comma at line 1 column 12"],
    ['{"list":[1 2]}', "list: expected `,` or `]` at line 1 column 12"],
    ['{"list":[1,', "list: EOF while parsing a value at line 1 column 11"],
    ['{"list":[', "list: EOF while parsing a list at line 1 column 9"],
    ['{"list" 1}', "expected `:` at line 1 column 9"],
    ['{"inner":{"a" 1}}', "inner: expected `:` at line 1 column 15"],
    ['{"inner":{', "inner.?: EOF while parsing an object at line 1 column 10"],
    ['{"inner":{"a":true,}}', "inner.?: trailing comma at line 1 column 20"],
    ['{"inner":{"a":true 1}}', "inner.?: expected `,` or `}` at line 1 column 20"],
    ['{"inner":{"\\x":1}}', "inner.?: invalid escape at line 1 column 13"],
    ['{"map":{"k":["x",]}}', "map.k: trailing comma at line 1 column 18"],
    ['{"any":{"a":[1,]}}', "any.a: trailing comma at line 1 column 16"],
    ['{"any":[{]}', "any[0].?: key must be a string at line 1 column 10"],
    ['{"list":[1e400]}', "list[0]: number out of range at line 1 column 14"],
    ['{"list":[1e2147483648123]}', "list[0]: number out of range at line 1 column 21"],
    ["{", "EOF while parsing an object at line 1 column 1"],
    ['{"":01}', ": invalid number at line 1 column 6"],
  ])("%s", (json, expected) => {
    expect(complaint(json)).toBe(expected);
  });
});

describe("what nobody asked for is passed over, and its complaints stand elsewhere", () => {
  test.each([
    ['{"x":[', "x: EOF while parsing a list at line 1 column 6"],
    ['{"x":[1,', "x: EOF while parsing a value at line 1 column 8"],
    ['{"x":{', "x: EOF while parsing an object at line 1 column 6"],
    ['{"x":"a\n"}', "x: control character (\\u0000-\\u001F) found while parsing a string at line 1 column 7"],
    ['{"x":1e', "x: invalid number at line 1 column 7"],
    ['{"x":1.}', "x: invalid number at line 1 column 8"],
    ['{"x":-', "x: invalid number at line 1 column 6"],
    ['{"x":01}', "x: invalid number at line 1 column 7"],
    ['{"x":1e999}', undefined],
  ])("%j", (json, expected) => {
    expect(complaint(json)).toBe(expected);
  });
});
