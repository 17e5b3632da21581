/** What TypeScript's type operators give by Encore's reading of them. `Behind` looks behind a name. */
import { both, either } from "./rules";
import {
  alternatives,
  basic,
  identical,
  isBasic,
  type Member,
  NEVER,
  type NamedReference,
  type ObjectType,
  type Type,
} from "./type";

export type Behind = (type: NamedReference) => Type;

/**
 * A union without duplicates and without `never`; a literal disappears in its basic type, `any` swallows all. What is open is
 * compared with nothing: it was not known when the union was read.
 */
export function unite(types: Type[], open: boolean[] = []): Type {
  const kept: { type: Type; isOpen: boolean }[] = [];
  for (const [i, type] of types.entries()) {
    const isOpen = open[i] === true;
    if (isBasic(type, "never") && !isOpen) continue;
    const mate = isOpen ? undefined : kept.find((k) => !k.isOpen && merged(k.type, type) !== undefined);
    if (mate === undefined) kept.push({ type, isOpen });
    else mate.type = merged(mate.type, type) as Type;
  }
  const of = kept.map(({ type }) => type);
  if (of.length === 0) return NEVER;
  return of.length === 1 ? (of[0] as Type) : { kind: "union", of };
}

function merged(a: Type, b: Type): Type | undefined {
  if (isBasic(a, "any") || isBasic(b, "any")) return basic("any");
  if (a.kind === "basic" && b.kind === "literal" && typeof b.value === a.name) return a;
  if (b.kind === "basic" && a.kind === "literal" && typeof a.value === b.name) return b;
  if (a.kind === "rule" && b.kind === "rule") return { kind: "rule", rule: either(a.rule, b.rule) };
  if (a.kind === "ruled" && b.kind === "rule") return { ...a, rule: either(a.rule, b.rule) };
  if (a.kind === "rule" && b.kind === "ruled") return { ...b, rule: either(b.rule, a.rule) };
  return identical(a, b) ? a : undefined;
}

/** `a & b`. */
export function intersect(a: Type, b: Type, behind: Behind): Type {
  if (isBasic(a, "unknown")) return b;
  if (isBasic(b, "unknown")) return a;
  if (isBasic(a, "any") || isBasic(b, "any")) return basic("any");
  if (isBasic(a, "never") || isBasic(b, "never")) return NEVER;
  if (a.kind === "union" || b.kind === "union" || a.kind === "optional" || b.kind === "optional") {
    const listOf = (t: Type): Type[] => (t.kind === "union" ? t.of : alternatives(t));
    return unite(listOf(a).flatMap((x) => listOf(b).map((y) => intersect(x, y, behind))));
  }
  if (a.kind === "rule" || b.kind === "rule") return withRule(a, b);
  if (a.kind === "named") return intersect(behind(a), b, behind);
  if (b.kind === "named") return intersect(a, behind(b), behind);
  if (a.kind === "object" && b.kind === "object") return joined(a, b, behind);
  const isOpen = (t: Type): boolean => t.kind === "object" || t.kind === "intersection";
  if (isOpen(a) || isOpen(b) || (a.kind === "class" && b.kind === "class")) return { kind: "intersection", of: [a, b] };
  if (a.kind === "array" && b.kind === "array") return { kind: "array", item: intersect(a.item, b.item, behind) };
  if (a.kind === "literal" && b.kind === "basic") return typeof a.value === b.name ? a : NEVER;
  if (b.kind === "literal" && a.kind === "basic") return typeof b.value === a.name ? b : NEVER;
  return identical(a, b) ? a : NEVER;
}

function withRule(a: Type, b: Type): Type {
  if (a.kind === "rule") {
    if (b.kind === "rule") return { kind: "rule", rule: both(a.rule, b.rule) };
    return b.kind === "ruled" ? { ...b, rule: both(a.rule, b.rule) } : { kind: "ruled", of: b, rule: a.rule };
  }
  if (b.kind !== "rule") return NEVER;
  return a.kind === "ruled" ? { ...a, rule: both(a.rule, b.rule) } : { kind: "ruled", of: a, rule: b.rule };
}

function joined(a: ObjectType, b: ObjectType, behind: Behind): Type {
  const rest = new Map(b.fields.map((f) => [f.name, f]));
  const fields: Member[] = a.fields.map((field) => {
    const other = rest.get(field.name);
    if (other === undefined) return field;
    rest.delete(field.name);
    return { ...field, type: intersect(field.type, other.type, behind), optional: field.optional && other.optional };
  });
  fields.push(...rest.values());
  const index = a.index ?? b.index;
  return { kind: "object", fields, ...(index === undefined || fields.length === 0 ? {} : { index }) };
}

/** `keyof type`. */
export function keysOf(type: Type, behind: Behind): Type {
  const names = (list: { name: string }[]): Type => ({
    kind: "union",
    of: list.map(({ name }) => ({ kind: "literal", value: name })),
  });
  switch (type.kind) {
    case "object":
      return names(type.fields);
    case "enum":
      return names(type.members);
    case "named":
      return keysOf(behind(type), behind);
    case "optional":
    case "ruled":
    case "wire":
      return keysOf(type.of, behind);
    case "union":
      return { kind: "union", of: type.of.map((t) => keysOf(t, behind)) };
    case "array":
    case "tuple":
    case "literal":
      return names([]);
    case "basic":
      if (type.name === "any") return { kind: "union", of: [basic("string"), basic("number"), basic("symbol")] };
      return ["string", "boolean", "number", "bigint", "symbol"].includes(type.name) ? names([]) : NEVER;
    default:
      return NEVER;
  }
}
