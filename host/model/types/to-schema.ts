/** Type → Schema: what may travel, and under which name the type is kept. */
import type { Field, NamedType, Schema } from "../../schema/schema";
import { ts, type TS } from "../compiler";
import { type Diagnostics, positionOf, SourceError } from "../diagnostics";
import { docOf } from "../source/doc";
import { COMPLAINT_STEPS } from "./effort";
import type { Evaluator } from "./evaluate";
import { misfit, simplify, sizeOf, written } from "./rules";
import { isBasic, type Member, type NamedReference, type ObjectType, type Type } from "./type";

const BASIC: Partial<Record<string, Schema>> = {
  any: { kind: "any" },
  unknown: { kind: "any" },
  string: { kind: "string" },
  number: { kind: "number" },
  boolean: { kind: "boolean" },
  bigint: { kind: "decimal" },
  decimal: { kind: "decimal" },
  date: { kind: "date" },
  null: { kind: "literal", value: null },
};

const NO_DATA: Partial<Record<Type["kind"], string>> = {
  tuple: "tuple types are not yet supported in schemas",
  class: "class types are not yet supported in schemas",
  function: "function types are not supported in schemas",
  optional: "optional types are not yet supported in schemas",
  infer: "unresolved generic types are not supported in schemas, got: Inferred",
  parameter: "missing decl_id: a type parameter has no type argument",
  intersection: "unresolved generic types are not supported in schemas, got: Intersection",
};

export class SchemaWriter {
  /** Every named type that was met so far. */
  readonly types: Record<string, NamedType> = {};
  private depth = 0;
  /** Where the whole type is used that is being written. */
  private usage: TS.Node | undefined;

  private readonly evaluator: Evaluator;
  private readonly diagnostics: Diagnostics;

  constructor(evaluator: Evaluator, diagnostics: Diagnostics) {
    this.evaluator = evaluator;
    this.diagnostics = diagnostics;
  }

  /** What is wrong with the types that `write` writes is also reported at `usage`, where Encore says it. */
  within<T>(usage: TS.Node, write: () => T): T {
    const outer = this.usage;
    this.usage = usage;
    this.evaluator.begin(usage);
    try {
      return write();
    } finally {
      this.usage = outer;
    }
  }

  /** `node` is where the type is used, for what is wrong with it. */
  schema(type: Type, node: TS.Node): Schema {
    this.evaluator.spend();
    switch (type.kind) {
      case "basic":
        return (
          BASIC[type.name] ??
          this.refuse(node, `unsupported basic type in schema: ${type.name[0]?.toUpperCase()}${type.name.slice(1)}`)
        );
      case "literal":
        return { kind: "literal", value: typeof type.value === "bigint" ? String(type.value) : type.value };
      case "array":
        return { kind: "array", item: this.schema(type.item, node) };
      case "union":
        return { kind: "union", of: type.of.map((t) => this.schema(t, node)) };
      case "enum":
        return { kind: "union", of: type.members.map((m) => ({ kind: "literal", value: m.value })) };
      case "object":
        return this.object(type, node);
      case "named":
        return this.named(type, node);
      case "wire":
        return this.schema(type.of, node);
      case "ruled": {
        this.evaluator.spend(sizeOf(type.rule));
        const wrong = misfit(type.rule, type.of.kind === "named" ? this.evaluator.underlying(type.of) : type.of);
        if (wrong !== undefined) return this.refuse(node, wrong);
        return { kind: "valid", rule: simplify(type.rule), of: this.schema(type.of, node) };
      }
      case "rule":
        return this.refuse(
          node,
          `unsupported standalone validation expression: ${written(type.rule)}`,
          "Unresolved standalone validation expression not supported in api schema: attach it to a type with &.",
        );
      default:
        return this.refuse(node, NO_DATA[type.kind] ?? `unsupported type: ${type.kind}`);
    }
  }

  /** The fields of an object; those with an `undefined` alternative are optional. */
  fields(members: Member[], node: TS.Node): Field[] {
    return members.map((member) => {
      const at = member.node ?? node;
      const { type, hadUndefined } = dropUndefined(member.type);
      const place = wireOf(type);
      const doc = member.node === undefined ? undefined : docOf(member.node);
      return {
        name: member.name,
        type: this.schema(type, at),
        optional: member.optional || hadUndefined,
        ...(place === undefined ? {} : { in: place.place }),
        ...(place?.name === undefined ? {} : { wireName: place.name }),
        ...(doc === undefined ? {} : { doc }),
      };
    });
  }

  private object(type: ObjectType, node: TS.Node): Schema {
    if (type.index === undefined) return { kind: "object", fields: this.fields(type.fields, node) };
    if (type.fields.length > 0)
      return this.refuse(
        node,
        "index signature with additional fields is not supported",
        "Put the map into a field of its own.",
      );
    return { kind: "record", value: this.schema(type.index, node) };
  }

  private named(type: NamedReference, node: TS.Node): Schema {
    const { declaration } = type;
    const of = declaration.node;
    const isGeneric =
      (ts.isInterfaceDeclaration(of) || ts.isTypeAliasDeclaration(of)) && of.typeParameters !== undefined;
    if (isGeneric || this.evaluator.program.isUniverse(declaration)) return this.inlined(type, node);
    return { kind: "ref", id: this.register(type, node) };
  }

  /** An instance of a generic type has no name of its own, so it is written out where it is used. */
  private inlined(type: NamedReference, node: TS.Node): Schema {
    if (this.depth > 64)
      return this.refuse(
        node,
        `generic type ${type.declaration.name} contains itself`,
        "Only types without parameters can be recursive.",
      );
    this.depth += 1;
    try {
      return this.schema(this.evaluator.underlying(type), node);
    } finally {
      this.depth -= 1;
    }
  }

  /** Keeps a named type and gives its key. */
  register(type: NamedReference, node: TS.Node): string {
    const { name, module, node: declared } = type.declaration;
    const id = `${module.file}#${name}`;
    if (this.types[id] !== undefined) return id;
    const doc = docOf(declared);
    const entry: NamedType = {
      id,
      name,
      file: module.file,
      ...(doc === undefined ? {} : { doc }),
      schema: { kind: "any" },
    };
    // Registered before it is complete: a type may contain itself.
    this.types[id] = entry;
    const schema = this.schema(
      this.evaluator.ofDeclaration(type.declaration, []),
      module.file === node.getSourceFile().fileName ? node : declared,
    );
    if (this.isCircle(id, schema))
      this.refuse(declared, `circular type reference: ${name}`, "Let the type contain itself in a field or an array.");
    // Encore does not apply a rule that stands behind a name.
    entry.schema = schema.kind === "valid" ? schema.of : schema;
    return id;
  }

  /** Whether a name leads to itself through nothing but names. */
  private isCircle(id: string, schema: Schema): boolean {
    let next: Schema | undefined = schema;
    for (let steps = 0; next?.kind === "ref" && steps < 100; steps += 1) {
      if (next.id === id) return true;
      next = this.types[next.id]?.schema;
    }
    return false;
  }

  private refuse(node: TS.Node, message: string, help?: string): Schema {
    this.evaluator.spend(COMPLAINT_STEPS);
    const at = positionOf(node);
    const used = this.usage === undefined ? at : positionOf(this.usage);
    const related = used.file === at.file && used.line === at.line ? [] : [used];
    this.diagnostics.add(new SourceError(at, message, help, related));
    return { kind: "any" };
  }
}

/** The wire marker of a field type, through rules and `optional`. */
export function wireOf(type: Type): Extract<Type, { kind: "wire" }> | undefined {
  if (type.kind === "wire") return type;
  return type.kind === "ruled" || type.kind === "optional" ? wireOf(type.of) : undefined;
}

function dropUndefined(type: Type): { type: Type; hadUndefined: boolean } {
  if (type.kind !== "union") return { type, hadUndefined: false };
  const at = type.of.findIndex((t) => isBasic(t, "undefined"));
  if (at === -1) return { type, hadUndefined: false };
  // The last alternative takes the place of `undefined`, as in the genuine parser: in a union the order decides.
  const of = [...type.of];
  const last = of.pop() as Type;
  if (at < of.length) of[at] = last;
  return { type: of.length === 1 ? (of[0] as Type) : { kind: "union", of }, hadUndefined: true };
}
