import type { Compiled, CompiledField, Shape, Take } from "./compiled";
import { checksOf, readsPoints } from "./rules";
import type { Field, Schema, Types } from "./schema";
import { arrayTake, both, objectTake, recordTake, scalarTake, unionTake, validTakes } from "./takes";
import type { ValueMakers } from "./wire";

/** Turns schemas into decoders; a named type is compiled once, however often it is used. */
export class Compiler {
  private readonly types: Types;
  private readonly make: ValueMakers;
  private readonly named = new Map<string, Compiled>();

  constructor(types: Types, make: ValueMakers) {
    this.types = types;
    this.make = make;
  }

  /** Throws when the schema names a type that is not there: a defect of the model. */
  compile(schema: Schema): Compiled {
    if (schema.kind === "ref") return this.ref(schema.id);
    return this.fill({} as Compiled, schema);
  }

  /** A type made of some fields of a request or response, for the part that travels in one place. */
  object(fields: readonly Field[]): Compiled {
    return this.compile({ kind: "object", fields: [...fields] });
  }

  private ref(id: string): Compiled {
    const known = this.named.get(id);
    if (known !== undefined) return known;
    const schema = this.types[id]?.schema;
    if (schema === undefined) throw new Error(`the application model has no type ${id}`);
    if (schema.kind === "ref") return this.ref(schema.id);
    // Entered before it is filled: the type may contain itself.
    const compiled = {} as Compiled;
    this.named.set(id, compiled);
    return this.fill(compiled, schema);
  }

  private fill(into: Compiled, schema: Exclude<Schema, { kind: "ref" }>): Compiled {
    const shape = this.shape(schema);
    return Object.assign(into, shape, this.takers(shape));
  }

  private shape(schema: Exclude<Schema, { kind: "ref" }>): Shape {
    switch (schema.kind) {
      case "literal":
        return schema.value === null ? { kind: "null" } : { kind: "literal", value: schema.value };
      case "array":
        return { kind: "array", item: this.compile(schema.item) };
      case "record":
        return { kind: "record", value: this.compile(schema.value) };
      case "union":
        return { kind: "union", of: schema.of.map((s) => this.compile(s)) };
      case "valid":
        return { kind: "valid", checks: checksOf(schema.rule), of: this.compile(schema.of) };
      case "object":
        return { kind: "object", fields: new Map(schema.fields.map((f) => [f.name, this.field(f)])) };
      case "integer":
        // bigint: on the wire as a decimal (facts 5.3).
        return { kind: "decimal" };
      case "any":
      case "string":
      case "number":
      case "boolean":
      case "date":
      case "decimal":
        return { kind: schema.kind };
    }
  }

  private field(field: Field): CompiledField {
    return { name: field.name, type: this.compile(field.type), optional: field.optional };
  }

  private takers(shape: Shape): { take: Take; takeLoose: Take } {
    if (shape.kind === "object") {
      const fields = [...shape.fields.values()];
      return both((how) => objectTake(fields, how));
    }
    if (shape.kind === "array") return both((how) => arrayTake(shape.item, how));
    if (shape.kind === "record") return both((how) => recordTake(shape.value, how));
    if (shape.kind === "union") return both((how) => unionTake(shape.of, how));
    if (shape.kind === "valid") return validTakes(shape);
    const take = scalarTake(shape, this.make);
    return { take, takeLoose: take };
  }
}

/** Whether the text of numbers decides (`1` or `1.0`), so that JSON.parse alone is not enough. */
export function needsPoints(schema: Schema, types: Types, seen = new Set<string>()): boolean {
  const inner = (s: Schema) => needsPoints(s, types, seen);
  if (schema.kind === "literal") return typeof schema.value === "number";
  if (schema.kind === "array") return inner(schema.item);
  if (schema.kind === "record") return inner(schema.value);
  if (schema.kind === "union") return schema.of.some(inner);
  if (schema.kind === "object") return schema.fields.some((f) => inner(f.type));
  if (schema.kind === "valid") return readsPoints(schema.rule) || inner(schema.of);
  if (schema.kind !== "ref" || seen.has(schema.id)) return false;
  const named = types[schema.id];
  return named !== undefined && needsPoints(named.schema, types, seen.add(schema.id));
}
