import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Compiler, needsPoints } from "./compile";
import { jsonDecoder, JsonFault } from "./decode-json";
import { decodeExactly } from "./exact";
import type { Schema } from "./schema";
import { Decimal } from "./decimal";

const make = { decimal: (text: string) => Decimal.parse(text) };

const NAMES = ["a", "b", "c", "constructor"];
const leaf = fc.constantFrom<Schema>(
  { kind: "string" },
  { kind: "number" },
  { kind: "boolean" },
  { kind: "any" },
  { kind: "date" },
  { kind: "decimal" },
  { kind: "literal", value: "x" },
  { kind: "literal", value: 1 },
  { kind: "literal", value: 1.5 },
  { kind: "literal", value: true },
  { kind: "literal", value: null },
  { kind: "valid", rule: { rule: "min", value: 0.5 }, of: { kind: "number" } },
  { kind: "valid", rule: { rule: "max", value: 1 }, of: { kind: "number" } },
  { kind: "valid", rule: { rule: "startsWith", value: "x" }, of: { kind: "string" } },
  { kind: "valid", rule: { rule: "min", value: 1 }, of: { kind: "decimal" } },
);
const schemas = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant("array" as const), item: tie("schema") }),
    fc.record({ kind: fc.constant("record" as const), value: tie("schema") }),
    fc.record({ kind: fc.constant("union" as const), of: fc.array(tie("schema"), { minLength: 2, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant("valid" as const),
      rule: fc.constant({ rule: "minLen" as const, value: 1 }),
      of: fc.record({ kind: fc.constant("array" as const), item: tie("schema") }),
    }),
    fc.record({
      kind: fc.constant("object" as const),
      fields: fc.uniqueArray(
        fc.record({ name: fc.constantFrom(...NAMES), type: tie("schema"), optional: fc.boolean() }),
        { selector: (f) => f.name, maxLength: 3 },
      ),
    }),
  ),
})).schema;

/** JSON text with the things that JSON.parse and the genuine decoder read differently. */
const scalarText = fc.constantFrom(
  "1",
  "1.0",
  "-0",
  "0",
  "0.0",
  "0.4",
  "1.5",
  "-1",
  "1e0",
  "2e400",
  "9007199254740993",
  "-9007199254740993",
  "18446744073709551616",
  "01",
  '"x"',
  '"xy"',
  '"\\u0078"',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  '"a\\":1"',
  '"\\ufffd"',
  '"1.5"',
  '"0.1"',
  '"2024-01-02T03:04:05Z"',
  '"2024-13-02T03:04:05Z"',
  "true",
  "false",
  "null",
  "tru",
  "",
);
const texts = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalarText,
    fc.array(tie("text"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES, "z", "__proto__"), fc.constantFrom(":", " :", ": "), tie("text")), {
        maxLength: 4,
      })
      .map((members) => `{${members.map(([k, colon, v]) => `"${k}"${colon}${v}`).join(",")}}`),
  ),
})).text;

function outcome(decode: () => unknown): unknown {
  try {
    return { value: decode() };
  } catch (error) {
    if (error instanceof JsonFault) return { refused: error.message };
    return {
      refused:
        (error as { path?: string }).path === undefined
          ? (error as Error).message
          : `${(error as { path: string }).path}: ${(error as Error).message}`,
    };
  }
}

describe("the quick way over JSON.parse", () => {
  test("gives exactly what the exact reader gives, values and complaints alike", () => {
    fc.assert(
      fc.property(schemas, texts, fc.constantFrom("", " trailing", "}"), (schema, text, rest) => {
        const type = new Compiler({}, make).compile(schema);
        const bytes = Buffer.from(text + rest);
        const exact = outcome(() => decodeExactly(type, bytes));
        const quick = outcome(() => jsonDecoder(type, needsPoints(schema, {}))(bytes));
        // Not toEqual, which trips over a key named constructor.
        expect(isDeepStrictEqual(quick, exact), `${inspect(quick)} instead of ${inspect(exact)}`).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
