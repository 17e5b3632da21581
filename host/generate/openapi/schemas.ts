/** Schema → JSON Schema as OpenAPI 3.0 has it; named types become components. */
import { posix } from "node:path";
import type { Field, NamedType, Schema, Types } from "../../schema/schema";
import type { JsonSchema } from "./document";
import { type DocText, sentences, splitDoc } from "./doc-text";
import { withRule } from "./validators";

/** Null has no type of its own in OpenAPI 3.0; this is how the genuine generator writes it. */
const NULL: JsonSchema = { type: "boolean", nullable: true };

export class OpenApiSchemas {
  readonly components: Record<string, JsonSchema> = {};
  private readonly names = new Map<string, string>();
  private readonly types: Types;
  private readonly isExtended: boolean;

  constructor(types: Types, isExtended: boolean) {
    this.types = types;
    this.isExtended = isExtended;
  }

  of(schema: Schema): JsonSchema {
    switch (schema.kind) {
      case "any":
        return {};
      case "string":
      case "number":
      case "boolean":
      case "integer":
        return { type: schema.kind };
      case "date":
        return { type: "string", format: "date-time" };
      case "decimal":
        return this.isExtended ? { type: "string", format: "decimal" } : { type: "string" };
      case "literal":
        return literal(schema.value);
      case "array":
        return { type: "array", items: this.of(schema.item) };
      case "record":
        return { type: "object", additionalProperties: this.of(schema.value) };
      case "union":
        return this.union(schema.of);
      case "object":
        return this.object(schema.fields);
      case "valid":
        return this.isExtended ? withRule(this.of(schema.of), schema.rule) : this.of(schema.of);
      case "ref":
        return { $ref: `#/components/schemas/${this.component(schema.id)}` };
    }
  }

  /** The fields of a whole message that are in its body. */
  body(fields: Field[]): JsonSchema {
    return objectOf(fields, (f) => this.withDoc(this.of(f.type), f.doc));
  }

  /** The two parts of a comment, for a title and a description. */
  doc(doc: string | undefined): DocText {
    return this.isExtended ? sentences(doc) : splitDoc(doc);
  }

  private object(fields: Field[]): JsonSchema {
    return objectOf(fields, (f) => {
      const schema = this.of(f.type);
      const isBareReference = schema.$ref !== undefined && f.doc !== undefined;
      return this.withDoc(isBareReference ? { allOf: [schema] } : schema, f.doc);
    });
  }

  private union(of: Schema[]): JsonSchema {
    const literals = of.filter((s) => s.kind === "literal").map((s) => s.value);
    const values = literals.filter((v) => v !== null);
    const kinds = new Set(values.map(typeOfLiteral));
    const nullable: JsonSchema = literals.includes(null) ? { nullable: true } : {};
    if (literals.length === of.length && kinds.size <= 1) {
      const [type] = kinds;
      return { ...(type === undefined ? {} : { type, enum: values }), ...nullable };
    }
    if (!this.isExtended) return { anyOf: of.map((s) => this.of(s)), ...nullable };
    const present = of.filter((s) => s.kind !== "literal" || s.value !== null).map((s) => this.of(s));
    const [only] = present;
    if (only === undefined || present.length > 1) return { anyOf: present, ...nullable };
    return only.$ref === undefined ? { ...only, ...nullable } : { allOf: [only], ...nullable };
  }

  /** A reference cannot say more than where it leads. */
  private withDoc(schema: JsonSchema, doc: string | undefined): JsonSchema {
    if (schema.$ref !== undefined) return schema;
    const { first, rest } = this.doc(doc);
    return {
      ...schema,
      ...(first === undefined ? {} : { title: first }),
      ...(rest === undefined ? {} : { description: rest }),
    };
  }

  /** The name of a component: folder and type, with a number when two types would share it. */
  private component(id: string): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    const named = this.types[id];
    if (named === undefined) throw new Error(`no type ${id}`);
    const name = this.free(named);
    this.names.set(id, name);
    // Registered before it is complete: a type may contain itself.
    this.components[name] = {};
    this.components[name] = this.withDoc(this.of(named.schema), named.doc);
    return name;
  }

  private free({ file, name }: NamedType): string {
    const wanted = `${posix.basename(posix.dirname(file))}.${name}`;
    let candidate = wanted;
    for (let n = 2; candidate in this.components; n++) candidate = `${wanted}_${n}`;
    return candidate;
  }
}

function objectOf(fields: Field[], schemaOf: (field: Field) => JsonSchema): JsonSchema {
  const required = fields.filter((f) => !f.optional).map((f) => f.name);
  return {
    type: "object",
    ...(fields.length === 0 ? {} : { properties: Object.fromEntries(fields.map((f) => [f.name, schemaOf(f)])) }),
    ...(required.length === 0 ? {} : { required }),
  };
}

function literal(value: string | number | boolean | null): JsonSchema {
  if (value === null) return NULL;
  const type = typeOfLiteral(value);
  return { type, ...(type === "integer" ? { format: "int64" } : {}), enum: [value] };
}

function typeOfLiteral(value: string | number | boolean): "string" | "boolean" | "integer" | "number" {
  if (typeof value !== "number") return typeof value === "string" ? "string" : "boolean";
  return Number.isInteger(value) ? "integer" : "number";
}
