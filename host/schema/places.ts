import type { Compiler } from "./compile";
import type { CompiledField } from "./compiled";
import type { Field, Schema, Types } from "./schema";

/** A field that travels outside the body, with its name on the wire. */
export interface PlacedField extends CompiledField {
  wireName: string;
}

/** The fields of a request or response, sorted by where they travel (facts 5.2). */
export interface Places {
  /** By field name: an override of a query name is not honoured by the genuine runtime. */
  query: ReadonlyMap<string, CompiledField>;
  header: readonly PlacedField[];
  cookie: readonly PlacedField[];
  /** Name of the field that sets the HTTP status. */
  status: string | undefined;
  body: readonly Field[];
}

/** Fields without a mark go to `unmarked`; a status mark counts in responses only. */
export function placesOf(
  fields: readonly Field[],
  unmarked: "body" | "query",
  isResponse: boolean,
  compiler: Compiler,
): Places {
  const query = new Map<string, CompiledField>();
  const header: PlacedField[] = [];
  const cookie: PlacedField[] = [];
  const body: Field[] = [];
  let status: string | undefined;
  for (const field of fields) {
    const place = field.in === "httpStatus" && !isResponse ? undefined : field.in;
    if (place === "httpStatus") status = field.name;
    else if (place === "header") header.push(placed(field, compiler));
    else if (place === "cookie") cookie.push(placed(field, compiler));
    else if (place === "query" ? !isResponse : place === undefined && unmarked === "query")
      query.set(field.name, compiled(field, compiler));
    else body.push(field);
  }
  return { query, header, cookie, status, body };
}

function compiled(field: Field, compiler: Compiler): CompiledField {
  return { name: field.name, type: compiler.compile(field.type), optional: field.optional };
}

function placed(field: Field, compiler: Compiler): PlacedField {
  return { ...compiled(field, compiler), wireName: field.wireName ?? field.name };
}

/** The fields of a request, response or message type; none when there is no type. Throws when it is no object type. */
export function fieldsOf(schema: Schema | undefined, types: Types): readonly Field[] {
  if (schema === undefined) return [];
  if (schema.kind === "object") return schema.fields;
  if (schema.kind === "ref") {
    const named = types[schema.id];
    if (named !== undefined) return fieldsOf(named.schema, types);
  }
  throw new Error(`expected an object type, got ${JSON.stringify(schema)}`);
}
