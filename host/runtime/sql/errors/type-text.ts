import { isBuiltIn, type PgType } from "../values/pg-type";
import { type Debug, text } from "./rust-debug";

/** A type as error texts show it for developers: built-in ones by a name of their own, others with all that is known. */
export function typeDebug(type: PgType): Debug {
  if (isBuiltIn(type)) return builtInName(type.name);
  return {
    name: "Other",
    items: [
      {
        name: "Other",
        fields: [
          ["name", text(type.name)],
          ["oid", String(type.oid)],
          ["kind", kindDebug(type)],
          ["schema", text(type.schema)],
        ],
      },
    ],
  };
}

/** `bpchar` → `Bpchar`, `_uuid` → `UuidArray`, `int4range` → `Int4Range`, `pg_lsn` → `PgLsn`. */
export function builtInName(name: string): string {
  return name
    .replace(/(range|vector)$/, "_$1")
    .replace(/^_(.*)/, "$1_array")
    .replace(/(?:^|_)([^_]?)/g, (_all, letter: string) => letter.toUpperCase());
}

function kindDebug(type: PgType): Debug {
  const name = type.kind[0]!.toUpperCase() + type.kind.slice(1);
  switch (type.kind) {
    case "simple":
    case "pseudo":
      return name;
    case "enum":
      return { name, items: [(type.labels ?? []).map(text)] };
    case "array":
    case "range":
    case "domain":
      return { name, items: type.of ? [typeDebug(type.of)] : [] };
    case "composite":
      return { name, items: [(type.fields ?? []).map(fieldDebug)] };
  }
}

function fieldDebug(field: { name: string; type: PgType }): Debug {
  return {
    name: "Field",
    fields: [
      ["name", text(field.name)],
      ["type_", typeDebug(field.type)],
    ],
  };
}
