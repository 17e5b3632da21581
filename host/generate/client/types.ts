/** Schemas as TypeScript types, in one namespace for each folder that declares some. */
import { posix } from "node:path";
import type { App, Endpoint } from "../../model/app";
import type { Field, NamedType, Schema } from "../../schema/schema";
import { docComment, indent, propertyName } from "./text";

/** The interface of a service, in its namespace. */
export const SERVICE_CLIENT = "ServiceClient";

/** Named types by namespace and name, as text. */
export type Namespaces = Map<string, Map<string, string>>;

interface Declared {
  namespace: string;
  /** Unique in the namespace. */
  name: string;
  doc?: string | undefined;
  schema: Schema;
  /** The forms that were looked at already; a type may contain itself. */
  seen: Set<Schema>;
}

export class ClientTypes {
  private readonly declared = new Map<string, Declared>();
  private readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  /** The type of a value on the wire: dates, decimals and big integers are strings. */
  print(schema: Schema): string {
    switch (schema.kind) {
      case "number":
      case "integer":
        return "number";
      case "boolean":
      case "any":
        return schema.kind;
      case "string":
      case "date":
      case "decimal":
        return "string";
      case "literal":
        return JSON.stringify(schema.value);
      case "array": {
        const item = this.print(schema.item);
        return bare(schema.item).kind === "union" ? `(${item})[]` : `${item}[]`;
      }
      case "record":
        return `{ [key: string]: ${this.print(schema.value)} }`;
      case "union":
        return schema.of.map((s) => this.print(s)).join(" | ");
      case "object":
        return this.object(schema.fields);
      case "valid":
        return this.print(schema.of);
      case "ref": {
        const named = this.named(schema.id);
        return this.declare(named, named.schema);
      }
    }
  }

  /** The type of what a caller gives to an endpoint, under the name that the source gives to it. */
  carried(schema: Schema, typeId: string | undefined): string {
    return typeId === undefined ? this.print(schema) : this.declare(this.named(typeId), schema);
  }

  /** The declarations that were met, in order of their names. */
  namespaces(): Namespaces {
    const spaces: Namespaces = new Map();
    for (const { namespace, name, doc, schema } of this.declared.values()) {
      const space = spaces.get(namespace) ?? new Map<string, string>();
      const head = schema.kind === "object" ? `export interface ${name} ` : `export type ${name} = `;
      spaces.set(
        namespace,
        space.set(name, `${docComment(doc)}${head}${this.print(schema)}${schema.kind === "object" ? "" : ";"}`),
      );
    }
    return spaces;
  }

  private named(id: string): NamedType {
    const named = this.app.types[id];
    if (named === undefined) throw new Error(`no type ${id}`);
    return named;
  }

  private declare(type: NamedType, schema: Schema): string {
    const known = this.declared.get(type.id) ?? { ...this.place(type), doc: type.doc, schema, seen: new Set() };
    this.declared.set(type.id, known);
    const path = `${known.namespace}.${known.name}`;
    if (known.seen.has(schema)) return path;
    known.seen.add(schema);
    if (this.print(known.schema) !== this.print(schema)) known.schema = merged(known.schema, schema);
    return path;
  }

  /** Two folders of one name may both have a type of that name: the second one met gets a number. */
  private place({ name: wanted, file }: NamedType): { namespace: string; name: string } {
    const namespace = namespaceOf(file);
    const taken = new Set([...this.declared.values()].filter((d) => d.namespace === namespace).map((d) => d.name));
    let name = wanted;
    for (let n = 2; taken.has(name) || name === SERVICE_CLIENT; n++) name = `${wanted}_${n}`;
    return { namespace, name };
  }

  private object(fields: Field[]): string {
    const shown = fields.filter((f) => f.in !== "cookie" && f.in !== "httpStatus");
    if (shown.length === 0) return "{}";
    const lines = shown.map(
      (f) => `${docComment(f.doc)}${propertyName(f.name)}${f.optional ? "?" : ""}: ${this.print(f.type)};\n`,
    );
    return `{\n${indent(lines.join(""), 1)}}`;
  }
}

/** The text of namespaces, with what else is declared in them (`more`, by namespace, last). */
export function declarations(spaces: Namespaces, more: Map<string, string> = new Map()): string[] {
  const names = [...new Set([...more.keys(), ...[...spaces.keys()].sort()])];
  return names.map((name) => {
    const own = [...(spaces.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    const last = more.get(name);
    const parts = [...own, ...(last === undefined ? [] : [last])];
    return `export namespace ${name} {\n${indent(parts.join("\n\n"), 1)}\n}\n`;
  });
}

/** A request leaves its path parameters out, and may still be met with them elsewhere: then the type has the fields of both. */
function merged(a: Schema, b: Schema): Schema {
  if (a.kind !== "object" || b.kind !== "object") return a;
  return { kind: "object", fields: [...a.fields, ...b.fields.filter((g) => !a.fields.some((f) => f.name === g.name))] };
}

/** Without the rules around it. */
export function bare(schema: Schema): Schema {
  return schema.kind === "valid" ? bare(schema.of) : schema;
}

/** Types live in a namespace with the name of their folder, as in the client of `encore gen client`. */
function namespaceOf(file: string): string {
  const folder = posix.basename(posix.dirname(file));
  return folder === "." ? "app" : folder.replace(/\W/g, "_");
}

/** What the caller of an endpoint gives besides path parameters, and the name that the source gives to it. */
export function givenTo(endpoint: Endpoint): { schema: Schema; typeId: string | undefined } | undefined {
  const isStream = endpoint.kind.startsWith("stream");
  const schema = isStream ? endpoint.handshake : endpoint.request;
  return schema === undefined
    ? undefined
    : { schema, typeId: isStream ? endpoint.handshakeType : endpoint.requestType };
}
