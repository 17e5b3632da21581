import { type Compiled, type CompiledField, NO, type Shape, type Take } from "./compiled";
import { parseDate } from "./datetime";
import { Decimal } from "./decimal";
import { Num } from "./num";
import { checksOf, readsPoints } from "./rules";
import type { Field, Schema, Types } from "./schema";
import type { ValueMakers } from "./wire";

/** Turns schemas into decoders. One Compiler per application, so that named types are compiled once. */
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
    const take = this.scalar(shape);
    return { take, takeLoose: take };
  }

  private scalar(
    shape: Extract<Shape, { kind: "any" | "string" | "number" | "boolean" | "null" | "date" | "decimal" | "literal" }>,
  ): Take {
    switch (shape.kind) {
      case "any":
        return (raw) => (raw instanceof Num ? raw.toHandler() : raw);
      case "string":
      case "boolean": {
        const type = shape.kind;
        return (raw) => (typeof raw === type ? raw : NO);
      }
      case "null":
        return (raw) => (raw === null ? null : NO);
      case "number":
        return (raw) => (typeof raw === "number" ? raw : raw instanceof Num ? raw.toHandler() : NO);
      case "date":
        return (raw) => {
          const ms = typeof raw === "string" ? parseDate(raw) : NO;
          return typeof ms === "number" ? new Date(ms) : NO;
        };
      case "decimal": {
        const make = this.make;
        return (raw) => (typeof raw === "string" ? decimal(raw, make) : NO);
      }
      case "literal": {
        const { value } = shape;
        if (typeof value !== "number" || Number.isInteger(value)) return (raw) => (raw === value ? value : NO);
        return (raw) => (raw === value || (raw instanceof Num && raw.float && raw.value === value) ? value : NO);
      }
    }
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

/** Numbers are judged as they were read, everything else as it was decoded. */
export function subject(raw: unknown, value: unknown): unknown {
  return typeof raw === "number" || raw instanceof Num ? raw : value;
}

function decimal(text: string, make: ValueMakers): unknown {
  try {
    return make.decimal(Decimal.parse(text).toString());
  } catch {
    return NO;
  }
}

type How = "take" | "takeLoose";

function both(make: (how: How) => Take): { take: Take; takeLoose: Take } {
  return { take: make("take"), takeLoose: make("takeLoose") };
}

function validTakes({ of, checks }: Extract<Shape, { kind: "valid" }>): { take: Take; takeLoose: Take } {
  return {
    take(raw) {
      const value = of.take(raw);
      return value === NO || checks.strict(subject(raw, value)) !== null ? NO : value;
    },
    takeLoose(raw) {
      const value = of.takeLoose(raw);
      return value === NO || checks.loose(raw) !== null ? NO : value;
    },
  };
}

function arrayTake(item: Compiled, how: How): Take {
  return (raw) => {
    if (!Array.isArray(raw)) return NO;
    const out: unknown[] = [];
    for (let i = 0; i < raw.length; i++) {
      const value = item[how](raw[i]);
      if (value === NO) return NO;
      out.push(value);
    }
    return out;
  };
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !(raw instanceof Num);
}

function recordTake(of: Compiled, how: How): Take {
  return (raw) => {
    if (!isObject(raw)) return NO;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(raw)) {
      const value = of[how](raw[key]);
      if (value === NO) return NO;
      // Assigning would set the prototype; the genuine runtime loses this key as well.
      if (key !== "__proto__") out[key] = value;
    }
    return out;
  };
}

function objectTake(fields: readonly CompiledField[], how: How): Take {
  // `constructor` and its like are found on every object; only those names need the slower look.
  const inherited = fields.some((f) => f.name in Object.prototype);
  return (raw) => {
    if (!isObject(raw)) return NO;
    const out: Record<string, unknown> = {};
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as CompiledField;
      const given = inherited && !Object.hasOwn(raw, field.name) ? undefined : raw[field.name];
      if (given === undefined) {
        if (!field.optional) return NO;
        continue;
      }
      const value = field.type[how](given);
      if (value === NO) return NO;
      out[field.name] = value;
    }
    return out;
  };
}

function unionTake(of: readonly Compiled[], how: How): Take {
  return (raw) => {
    const chosen = typeof raw === "object" && raw !== null && !(raw instanceof Num) ? "takeLoose" : how;
    for (let i = 0; i < of.length; i++) {
      const value = (of[i] as Compiled)[chosen](raw);
      if (value !== NO) return value;
    }
    return NO;
  };
}
