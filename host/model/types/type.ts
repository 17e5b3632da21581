/** A TypeScript type as Encore's parser understands it: named types stay names until something needs what is behind them. */
import type { Place, Rule } from "../../schema/schema";
import type { TS } from "../compiler";
import type { Declaration } from "../source/module";
import type { Meter } from "./effort";

export type BasicName =
  | "any"
  | "unknown"
  | "string"
  | "number"
  | "boolean"
  | "bigint"
  | "date"
  | "decimal"
  | "null"
  | "undefined"
  | "void"
  | "never"
  | "object"
  | "symbol";

export type Type =
  | { kind: "basic"; name: BasicName }
  | { kind: "literal"; value: string | number | boolean | bigint }
  | { kind: "array"; item: Type }
  | { kind: "tuple"; of: Type[] }
  | ObjectType
  | { kind: "union"; of: Type[] }
  | { kind: "enum"; members: { name: string; value: string | number }[] }
  | { kind: "class"; node: TS.ClassDeclaration }
  | { kind: "function" }
  | NamedReference
  /** An optional field that was taken out of its object by an index. */
  | { kind: "optional"; of: Type }
  /** A rule of encore.dev/validate on its own, and on a type. */
  | { kind: "rule"; rule: Rule }
  | { kind: "ruled"; of: Type; rule: Rule }
  | { kind: "wire"; place: Place; of: Type; name?: string }
  /** `infer X` in the condition of a conditional type. */
  | { kind: "infer"; name: string }
  /** A type parameter that got no argument. */
  | { kind: "parameter"; name: string }
  /** An intersection that Encore cannot compute. */
  | { kind: "intersection"; of: [Type, Type] };

export interface ObjectType {
  kind: "object";
  fields: Member[];
  /** The value type of an index signature. */
  index?: Type;
  /** Can be called. */
  call?: true;
}

export interface NamedReference {
  kind: "named";
  declaration: Declaration;
  args: Type[];
}

export interface Member {
  name: string;
  type: Type;
  optional: boolean;
  /** Where it is written; absent when it was computed. */
  node?: TS.Node;
}

export const NEVER: Type = { kind: "basic", name: "never" };

export function basic(name: BasicName): Type {
  return { kind: "basic", name };
}

export function isBasic(type: Type, name: BasicName): boolean {
  return type.kind === "basic" && type.name === name;
}

/** The alternatives of a type, nested unions included. */
export function alternatives(type: Type, meter: Meter): Type[] {
  meter.spend();
  if (type.kind === "union") return type.of.flatMap((t) => alternatives(t, meter));
  if (type.kind === "optional") return [...alternatives(type.of, meter), basic("undefined")];
  if (type.kind === "ruled") return alternatives(type.of, meter);
  return [type];
}

/** Whether two types are written alike. */
export function identical(a: Type, b: Type, meter: Meter): boolean {
  meter.spend();
  if (a.kind === "named" && b.kind === "named")
    return a.declaration === b.declaration && sameList(a.args, b.args, meter);
  if (a.kind === "object" && b.kind === "object") {
    if (a.fields.length !== b.fields.length || (a.index === undefined) !== (b.index === undefined)) return false;
    if (a.index !== undefined && b.index !== undefined && !identical(a.index, b.index, meter)) return false;
    meter.spend(b.fields.length);
    const others = new Map(b.fields.map((f) => [f.name, f]));
    return a.fields.every((f) => {
      const other = others.get(f.name);
      return other !== undefined && other.optional === f.optional && identical(f.type, other.type, meter);
    });
  }
  switch (a.kind) {
    case "basic":
      return b.kind === "basic" && a.name === b.name;
    case "literal":
      return b.kind === "literal" && a.value === b.value;
    case "array":
      return b.kind === "array" && identical(a.item, b.item, meter);
    case "union":
    case "tuple":
      // As in the genuine parser, the shorter list decides.
      return b.kind === a.kind && a.of.every((t, i) => b.of[i] === undefined || identical(t, b.of[i], meter));
    case "optional":
      return b.kind === "optional" && identical(a.of, b.of, meter);
    case "wire":
      return b.kind === "wire" && a.place === b.place && a.name === b.name && identical(a.of, b.of, meter);
    default:
      return false;
  }
}

function sameList(a: Type[], b: Type[], meter: Meter): boolean {
  return a.length === b.length && a.every((t, i) => identical(t, b[i] as Type, meter));
}

/** A message shows as much of a type: levels, and alternatives or fields on each. */
const SHOWN = { levels: 4, parts: 10 };

/** How a type is called in an error message. */
export function describe(type: Type, level = 0): string {
  const inner = (t: Type): string => (level < SHOWN.levels ? describe(t, level + 1) : "…");
  const list = (parts: string[], separator: string, all: number): string =>
    [...parts, ...(parts.length < all ? ["…"] : [])].join(separator);
  switch (type.kind) {
    case "basic":
      return type.name;
    case "literal":
      return JSON.stringify(typeof type.value === "bigint" ? String(type.value) : type.value);
    case "array":
      return `${inner(type.item)}[]`;
    case "named":
      return type.declaration.name;
    case "union":
      return list(type.of.slice(0, SHOWN.parts).map(inner), " | ", type.of.length);
    case "ruled":
    case "optional":
      return describe(type.of, level);
    case "wire":
      return `${type.place[0]?.toUpperCase()}${type.place.slice(1)}<${inner(type.of)}>`;
    case "object": {
      const fields = type.fields
        .slice(0, SHOWN.parts)
        .map((f) => `${f.name}${f.optional ? "?" : ""}: ${inner(f.type)}`);
      return `{ ${list(fields, "; ", type.fields.length)} }`;
    }
    default:
      return type.kind;
  }
}
