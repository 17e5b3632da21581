/** A PostgreSQL type as the driver knows it: from the table below, or from the catalog. */
export interface PgType {
  oid: number;
  /** `typname`; arrays begin with an underscore. */
  name: string;
  schema: string;
  kind: "simple" | "enum" | "pseudo" | "array" | "range" | "domain" | "composite";
  /** Element of an array, base of a domain, subtype of a range. */
  of?: PgType;
  /** Of an enum, in order. */
  labels?: readonly string[];
  /** Of a composite, in order. */
  fields?: readonly { name: string; type: PgType }[];
}

/** The built-in types that values are converted from and to: name → oid of the type, oid of its array. */
const CONVERTED = {
  bool: [16, 1000],
  bytea: [17, 1001],
  name: [19, 1003],
  int8: [20, 1016],
  int2: [21, 1005],
  int4: [23, 1007],
  text: [25, 1009],
  oid: [26, 1028],
  json: [114, 199],
  cidr: [650, 651],
  float4: [700, 1021],
  float8: [701, 1022],
  inet: [869, 1041],
  varchar: [1043, 1015],
  date: [1082, 1182],
  time: [1083, 1183],
  timestamp: [1114, 1115],
  timestamptz: [1184, 1185],
  numeric: [1700, 1231],
  uuid: [2950, 2951],
  jsonb: [3802, 3807],
} as const;

export type ConvertedName = keyof typeof CONVERTED;

/** The types of CONVERTED and their arrays, by oid: what needs no look into the catalog. */
export const KNOWN_TYPES: ReadonlyMap<number, PgType> = new Map(
  Object.entries(CONVERTED).flatMap(([name, [oid, arrayOid]]) => {
    const type: PgType = { oid, name, schema: "pg_catalog", kind: "simple" };
    const array: PgType = { oid: arrayOid, name: `_${name}`, schema: "pg_catalog", kind: "array", of: type };
    return [[oid, type] as const, [arrayOid, array] as const];
  }),
);

/** Oids up to here are fixed by PostgreSQL; types that applications make come after. */
export const LAST_FIXED_OID = 9_999;

export function isBuiltIn({ oid, kind }: PgType): boolean {
  return oid <= LAST_FIXED_OID && kind !== "enum" && kind !== "composite";
}

/** The name under which a conversion table knows a type; undefined for what is not converted. pgvector goes by its name. */
export function converted(type: PgType): ConvertedName | "enum" | "vector" | undefined {
  if (KNOWN_TYPES.get(type.oid)?.kind === "simple") return type.name as ConvertedName;
  if (type.kind === "enum") return "enum";
  return type.name === "vector" ? "vector" : undefined;
}

/** Whether values of a type can be parameters and columns at all; arrays follow their element. */
export function isConverted(type: PgType): boolean {
  return type.kind === "array" && type.of ? isConverted(type.of) : converted(type) !== undefined;
}

/** As error texts show a type: with its schema unless that is `public` or `pg_catalog`. */
export function shownType({ schema, name }: PgType): string {
  return schema === "public" || schema === "pg_catalog" ? name : `${schema}.${name}`;
}
