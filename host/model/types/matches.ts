/** Whether one type extends another, by Encore's reading: it compares structure, and not all of it. */
import { type Names, unite } from "./operators";
import { alternatives, identical, isBasic, type Type } from "./type";

/** What `infer` caught, by name; undefined when a pattern does not fit. */
type Caught = ReadonlyMap<string, Type> | undefined | "crash";

/**
 * Whether `type extends pattern` holds; then the types that `infer` in the pattern caught, else undefined. "crash" where the
 * genuine parser does not come back.
 */
export function matches(type: Type, pattern: Type, names: Names): Caught {
  names.spend();
  if (pattern.kind === "infer") return new Map([[pattern.name, type]]);
  if (isBasic(pattern, "any")) return new Map();
  if (isBasic(pattern, "never")) return undefined;
  if (type.kind === "named") return matches(names.underlying(type), pattern, names);
  if (pattern.kind === "named") return matches(type, names.underlying(pattern), names);
  if (type.kind === "ruled") return matches(type.of, pattern, names);
  if (pattern.kind === "ruled") return "crash";
  if (pattern.kind === "optional") return isBasic(type, "undefined") ? new Map() : matches(type, pattern.of, names);
  if (type.kind === "tuple") return ofTuple(type.of, pattern, names);
  if (type.kind === "enum") return ofEnum(type.members, pattern, names);
  if (type.kind === "object") {
    if (pattern.kind !== "object") return undefined;
    return every(pattern.fields, ({ name, type: wanted }) => {
      names.spend(type.fields.length);
      const field = type.fields.find((f) => f.name === name);
      return field === undefined ? undefined : matches(field.type, wanted, names);
    });
  }
  if (pattern.kind === "union") {
    const hits = alternatives(type, names).flatMap((t) => pattern.of.map((p) => matches(t, p, names)));
    if (hits.includes("crash")) return "crash";
    const caught = hits.filter((m) => m !== undefined && m !== "crash");
    return caught.length === 0 ? undefined : merge(caught);
  }
  if (type.kind === "class" && pattern.kind === "class") return "crash";
  const fits =
    type.kind === "literal" && pattern.kind === "basic"
      ? typeof type.value === pattern.name
      : identical(type, pattern, names);
  return fits ? new Map() : undefined;
}

function ofTuple(items: Type[], pattern: Type, names: Names): Caught {
  if (pattern.kind === "tuple")
    return pattern.of.length === items.length
      ? every(pattern.of, (p, i) => matches(items[i] as Type, p, names))
      : undefined;
  if (pattern.kind !== "array") return undefined;
  const found = items.map((item) => matches(item, pattern.item, names));
  if (found.includes("crash")) return "crash";
  const each = found.filter((m) => m !== undefined && m !== "crash");
  if (each.length < found.length) return undefined;
  const all = new Set(each.flatMap((m) => [...m.keys()]));
  return new Map(
    [...all].map((name) => [
      name,
      unite(
        each.flatMap((m) => m.get(name) ?? []),
        names,
      ),
    ]),
  );
}

function ofEnum(members: { name: string; value: string | number }[], pattern: Type, names: Names): Caught {
  const valueOf = (name: string): string | number | undefined => members.find((m) => m.name === name)?.value;
  if (pattern.kind === "enum") return pattern.members.every((m) => valueOf(m.name) === m.value) ? new Map() : undefined;
  if (pattern.kind !== "object") return undefined;
  const fits = pattern.fields.every(({ name, type }) => {
    const value = valueOf(name);
    if (value === undefined || isBasic(type, "any")) return true;
    return type.kind === "basic" ? typeof value === type.name : identical({ kind: "literal", value }, type, names);
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
