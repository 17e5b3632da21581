import { resolved, type Schema, type Schemas } from "./document";

/** Deeper than this an example says nothing more. */
const DEPTH = 5;

const BY_FORMAT: Record<string, string> = {
  "date-time": "2026-11-20T19:00:00.000Z",
  decimal: "12.50",
  email: "guest@example.com",
  uri: "https://example.com/",
};

/** A value that fits the schema, so that a reader sees its shape at a glance. Optional fields are in it; null only stands alone. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const of = resolved(schema, schemas);
  if (of.enum !== undefined) return of.enum[0];
  const [first] = of.anyOf ?? [];
  if (first !== undefined) return exampleOf(first, schemas, depth);
  switch (of.type) {
    case "object":
      return depth >= DEPTH ? {} : exampleObject(of, schemas, depth);
    case "array":
      return depth >= DEPTH || of.items === undefined ? [] : [exampleOf(of.items, schemas, depth + 1)];
    case "number":
    case "integer":
      return of.minimum ?? 1;
    case "boolean":
      return true;
    case "string":
      return BY_FORMAT[of.format ?? ""] ?? "…";
    default:
      return null;
  }
}

function exampleObject(schema: Schema, schemas: Schemas, depth: number): unknown {
  if (schema.additionalProperties !== undefined)
    return { "…": exampleOf(schema.additionalProperties, schemas, depth + 1) };
  const { properties = {}, required = [] } = schema;
  // What may be anything and may be left out says nothing.
  const fields = Object.entries(properties).filter(
    ([name, of]) => required.includes(name) || Object.keys(of).length > 0,
  );
  return Object.fromEntries(fields.map(([name, of]) => [name, exampleOf(of, schemas, depth + 1)]));
}
