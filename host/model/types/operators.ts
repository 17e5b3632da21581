/** What TypeScript's type operators give by Encore's reading of them. */
import type { Meter } from "./effort";
import { both, either, sizeOf } from "./rules";
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

/** What the operators ask of the evaluator: what is behind a name. */
export interface Names extends Meter {
  underlying(type: NamedReference): Type;
}

/**
 * A union without duplicates and without `never`; a literal disappears in its basic type, `any` swallows all. What is open is
 * compared with nothing: it was not known when the union was read.
 */
export function unite(types: Type[], meter: Meter, open: boolean[] = []): Type {
  const kept: { type: Type; isOpen: boolean }[] = [];
  for (const [i, type] of types.entries()) {
    const isOpen = open[i] === true;
    if (isBasic(type, "never") && !isOpen) continue;
    const mate = isOpen ? undefined : kept.find((k) => !k.isOpen && merged(k.type, type, meter) !== undefined);
    if (mate === undefined) kept.push({ type, isOpen });
    else mate.type = merged(mate.type, type, meter) as Type;
  }
  const of = kept.map(({ type }) => type);
  if (of.length === 0) return NEVER;
  return of.length === 1 ? (of[0] as Type) : { kind: "union", of };
}

function merged(a: Type, b: Type, meter: Meter): Type | undefined {
  meter.spend();
  if (isBasic(a, "any") || isBasic(b, "any")) return basic("any");
  if (a.kind === "basic" && b.kind === "literal" && typeof b.value === a.name) return a;
  if (b.kind === "basic" && a.kind === "literal" && typeof a.value === b.name) return b;
  if (a.kind === "rule" || b.kind === "rule") {
    if ("rule" in a && "rule" in b) meter.spend(sizeOf(a.rule) + sizeOf(b.rule));
    if (a.kind === "rule" && b.kind === "rule") return { kind: "rule", rule: either(a.rule, b.rule) };
    if (a.kind === "ruled" && b.kind === "rule") return { ...a, rule: either(a.rule, b.rule) };
    if (a.kind === "rule" && b.kind === "ruled") return { ...b, rule: either(b.rule, a.rule) };
  }
  return identical(a, b, meter) ? a : undefined;
}

/** `a & b`. */
export function intersect(a: Type, b: Type, names: Names): Type {
  names.spend();
  if (isBasic(a, "unknown")) return b;
  if (isBasic(b, "unknown")) return a;
  if (isBasic(a, "any") || isBasic(b, "any")) return basic("any");
  if (isBasic(a, "never") || isBasic(b, "never")) return NEVER;
  if (a.kind === "union" || b.kind === "union" || a.kind === "optional" || b.kind === "optional") {
    const listOf = (t: Type): Type[] => (t.kind === "union" ? t.of : alternatives(t, names));
    return unite(
      listOf(a).flatMap((x) => listOf(b).map((y) => intersect(x, y, names))),
      names,
    );
  }
  if (a.kind === "rule" || b.kind === "rule") return withRule(a, b, names);
  if (a.kind === "named") return intersect(names.underlying(a), b, names);
  if (b.kind === "named") return intersect(a, names.underlying(b), names);
  if (a.kind === "object" && b.kind === "object") return joined(a, b, names);
  const isOpen = (t: Type): boolean => t.kind === "object" || t.kind === "intersection";
  if (isOpen(a) || isOpen(b) || (a.kind === "class" && b.kind === "class")) return { kind: "intersection", of: [a, b] };
  if (a.kind === "array" && b.kind === "array") return { kind: "array", item: intersect(a.item, b.item, names) };
  if (a.kind === "literal" && b.kind === "basic") return typeof a.value === b.name ? a : NEVER;
  if (b.kind === "literal" && a.kind === "basic") return typeof b.value === a.name ? b : NEVER;
  return identical(a, b, names) ? a : NEVER;
}

function withRule(a: Type, b: Type, meter: Meter): Type {
  if ("rule" in a && "rule" in b) meter.spend(sizeOf(a.rule) + sizeOf(b.rule));
  if (a.kind === "rule") {
    if (b.kind === "rule") return { kind: "rule", rule: both(a.rule, b.rule) };
    return b.kind === "ruled" ? { ...b, rule: both(a.rule, b.rule) } : { kind: "ruled", of: b, rule: a.rule };
  }
  if (b.kind !== "rule") return NEVER;
  return a.kind === "ruled" ? { ...a, rule: both(a.rule, b.rule) } : { kind: "ruled", of: a, rule: b.rule };
}

function joined(a: ObjectType, b: ObjectType, names: Names): Type {
  names.spend(a.fields.length + b.fields.length);
  const rest = new Map(b.fields.map((f) => [f.name, f]));
  const fields: Member[] = a.fields.map((field) => {
    const other = rest.get(field.name);
    if (other === undefined) return field;
    rest.delete(field.name);
    return { ...field, type: intersect(field.type, other.type, names), optional: field.optional && other.optional };
  });
  fields.push(...rest.values());
  const index = a.index ?? b.index;
  return { kind: "object", fields, ...(index === undefined || fields.length === 0 ? {} : { index }) };
}

const NO_KEYS: Type = { kind: "union", of: [] };

/** `keyof type`. */
export function keysOf(type: Type, names: Names): Type {
  names.spend();
  switch (type.kind) {
    case "object":
      return named(type.fields, names);
    case "enum":
      return named(type.members, names);
    case "named":
      return keysOf(names.underlying(type), names);
    case "optional":
    case "ruled":
    case "wire":
      return keysOf(type.of, names);
    case "union":
      return { kind: "union", of: type.of.map((t) => keysOf(t, names)) };
    case "array":
    case "tuple":
    case "literal":
      return NO_KEYS;
    case "basic":
      if (type.name === "any") return { kind: "union", of: [basic("string"), basic("number"), basic("symbol")] };
      return ["string", "boolean", "number", "bigint", "symbol"].includes(type.name) ? NO_KEYS : NEVER;
    default:
      return NEVER;
  }
}

function named(list: { name: string }[], meter: Meter): Type {
  meter.spend(list.length);
  return { kind: "union", of: list.map(({ name }) => ({ kind: "literal", value: name })) };
}
