import fc from "fast-check";
import type { Field, Schema } from "../schema";

/** A type with a value of it: as JSON on the wire, in the form in which the encoder prints it. */
export interface Typed {
  schema: Schema;
  value: unknown;
}

/** Unpaired surrogates and `__proto__` have rules of their own. */
const text = fc.string({ unit: "binary", maxLength: 12 });
const key = text.filter((name) => name !== "__proto__");
/** Whole numbers beyond 2^53 arrive as BigInt, -0 as 0. */
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter((n) => (!Number.isInteger(n) || Number.isSafeInteger(n)) && !Object.is(n, -0));
const date = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((d) => d.toISOString().replace(".000Z", "Z"));
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.option(fc.stringMatching(/^[0-9]{0,5}[1-9]$/)))
  .map(([whole, fraction]) => (fraction === null ? String(whole) : `${whole}.${fraction}`));
const any = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.oneof(fc.constant(null), fc.boolean(), number, text),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(key, tie("json"), { maxKeys: 3 }),
  ),
})).json;

const of =
  (schema: Schema) =>
  (value: unknown): Typed => ({ schema, value });

/** Types whose values are one text, so that they can travel in any place. */
export const scalars: fc.Arbitrary<Typed> = fc.oneof(
  text.map(of({ kind: "string" })),
  number.map(of({ kind: "number" })),
  fc.boolean().map(of({ kind: "boolean" })),
  date.map(of({ kind: "date" })),
  decimal.map(of({ kind: "decimal" })),
  decimal.map(of({ kind: "integer" })),
  fc.oneof(text, fc.integer(), fc.boolean()).map((value) => of({ kind: "literal", value })(value)),
  fc.tuple(text, text).map(([a, b]) => of({ kind: "union", of: [literal(a), literal(b)] })(b)),
  text.map((s) =>
    of({ kind: "valid", rule: { rule: "minLen", value: Buffer.byteLength(s) }, of: { kind: "string" } })(s),
  ),
  fc.integer().map((n) => of({ kind: "valid", rule: { rule: "max", value: n }, of: { kind: "number" } })(n)),
);

function literal(value: string | number | boolean | null): Schema {
  return { kind: "literal", value };
}

/** Any type, nested. Alternatives of a union are told apart by what they are, or by a literal in them. */
export const types: fc.Arbitrary<Typed> = fc.letrec<{ typed: Typed }>((tie) => ({
  typed: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars,
    any.map(of({ kind: "any" })),
    tie("typed").map(({ schema, value }) => of({ kind: "array", item: schema })([value, value])),
    tie("typed").map(({ schema }) => of({ kind: "array", item: schema })([])),
    fc
      .tuple(tie("typed"), fc.uniqueArray(key, { maxLength: 3 }))
      .map(([{ schema, value }, keys]) =>
        of({ kind: "record", value: schema })(Object.fromEntries(keys.map((k) => [k, value]))),
      ),
    tie("typed").map(({ schema, value }) => of({ kind: "union", of: [literal(null), schema] })(value)),
    fc.tuple(tie("typed"), tie("typed")).map(([first, second]) => tagged(first, second)),
    fields(tie("typed")).map(([list, value]) => of({ kind: "object", fields: list })(value)),
  ),
})).typed;

/** Two object types with a tag, and a value of the second. */
function tagged(first: Typed, second: Typed): Typed {
  const arm = (tag: string, inner: Schema): Schema => ({
    kind: "object",
    fields: [
      { name: "tag", type: literal(tag), optional: false },
      { name: "inner", type: inner, optional: false },
    ],
  });
  const schema: Schema = { kind: "union", of: [arm("first", first.schema), arm("second", second.schema)] };
  return { schema, value: { tag: "second", inner: second.value } };
}

/** Fields with a value for each that is there. */
export function fields(typed: fc.Arbitrary<Typed>): fc.Arbitrary<[Field[], Record<string, unknown>]> {
  const names = ["a", "b", "Ab", "constructor", "toString", "x y", "ü"];
  const field = fc.record({ name: fc.constantFrom(...names), typed, optional: fc.boolean(), absent: fc.boolean() });
  return fc
    .uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 })
    .map((list) => [
      list.map(({ name, typed: { schema }, optional }) => ({ name, type: schema, optional })),
      Object.fromEntries(
        list.filter(({ optional, absent }) => !(optional && absent)).map(({ name, typed: { value } }) => [name, value]),
      ),
    ]);
}
