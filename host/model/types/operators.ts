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

/** What `infer` caught, by name; undefined when a pattern does not fit. */
type Caught = ReadonlyMap<string, Type> | undefined | "crash";

/**
 * Whether `type extends pattern` holds; then the types that `infer` in the pattern caught, else undefined. "crash" where the
 * genuine parser does not come back.
 */
export function matches(type: Type, pattern: Type, behind: Behind): Caught {
  if (pattern.kind === "infer") return new Map([[pattern.name, type]]);
  if (isBasic(pattern, "any")) return new Map();
  if (isBasic(pattern, "never")) return undefined;
  if (type.kind === "named") return matches(behind(type), pattern, behind);
  if (pattern.kind === "named") return matches(type, behind(pattern), behind);
  if (type.kind === "ruled") return matches(type.of, pattern, behind);
  if (pattern.kind === "ruled") return "crash";
  if (pattern.kind === "optional") return isBasic(type, "undefined") ? new Map() : matches(type, pattern.of, behind);
  if (type.kind === "tuple") return ofTuple(type.of, pattern, behind);
  if (type.kind === "enum") return ofEnum(type.members, pattern);
  if (type.kind === "object") {
    if (pattern.kind !== "object") return undefined;
    return every(pattern.fields, ({ name, type: wanted }) => {
      const field = type.fields.find((f) => f.name === name);
      return field === undefined ? undefined : matches(field.type, wanted, behind);
    });
  }
  if (pattern.kind === "union") {
    const hits = alternatives(type).flatMap((t) => pattern.of.map((p) => matches(t, p, behind)));
    if (hits.includes("crash")) return "crash";
    const caught = hits.filter((m) => m !== undefined && m !== "crash");
    return caught.length === 0 ? undefined : merge(caught);
  }
  if (type.kind === "class" && pattern.kind === "class") return "crash";
  const fits =
    type.kind === "literal" && pattern.kind === "basic" ? typeof type.value === pattern.name : identical(type, pattern);
  return fits ? new Map() : undefined;
}

function ofTuple(items: Type[], pattern: Type, behind: Behind): Caught {
  if (pattern.kind === "tuple")
    return pattern.of.length === items.length
      ? every(pattern.of, (p, i) => matches(items[i] as Type, p, behind))
      : undefined;
  if (pattern.kind !== "array") return undefined;
  const found = items.map((item) => matches(item, pattern.item, behind));
  if (found.includes("crash")) return "crash";
  const each = found.filter((m) => m !== undefined && m !== "crash");
  if (each.length < found.length) return undefined;
  const names = new Set(each.flatMap((m) => [...m.keys()]));
  return new Map([...names].map((name) => [name, unite(each.flatMap((m) => m.get(name) ?? []))]));
}

function ofEnum(members: { name: string; value: string | number }[], pattern: Type): Caught {
  const valueOf = (name: string): string | number | undefined => members.find((m) => m.name === name)?.value;
  if (pattern.kind === "enum") return pattern.members.every((m) => valueOf(m.name) === m.value) ? new Map() : undefined;
  if (pattern.kind !== "object") return undefined;
  const fits = pattern.fields.every(({ name, type }) => {
    const value = valueOf(name);
    if (value === undefined || isBasic(type, "any")) return true;
    return type.kind === "basic" ? typeof value === type.name : identical({ kind: "literal", value }, type);
  });
  return fits ? new Map() : undefined;
}

function every<P>(patterns: readonly P[], match: (pattern: P, i: number) => Caught): Caught {
  const all: ReadonlyMap<string, Type>[] = [];
  for (const [i, pattern] of patterns.entries()) {
    const caught = match(pattern, i);
    if (caught === undefined || caught === "crash") return caught;
    all.push(caught);
  }
  return merge(all);
}

/** Of one name that stands at two places the first counts. */
function merge(all: ReadonlyMap<string, Type>[]): ReadonlyMap<string, Type> {
  return new Map(all.toReversed().flatMap((m) => [...m]));
}
