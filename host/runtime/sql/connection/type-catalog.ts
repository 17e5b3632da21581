import { KNOWN_TYPES, LAST_FIXED_OID, type PgType } from "../values/pg-type";

/** A row of `LOOKUP`. */
interface CatalogRow {
  name: string;
  schema: string;
  type: string;
  category: string;
  element: number;
  base: number;
  subtype: number;
  labels: string[];
  fields: { name: string; type: number }[];
}

/** Asks the catalog; gives one row as an object, null when there is none. */
export type Ask = (sql: string, oid: number) => Promise<Record<string, unknown> | null>;

const LOOKUP = `
  select t.typname as name, n.nspname as schema, t.typtype::text as type, t.typcategory::text as category,
         t.typelem as element, t.typbasetype as base, coalesce(r.rngsubtype, 0::oid) as subtype,
         array(select e.enumlabel from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder) as labels,
         (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname, 'type', a.atttypid::int8) order by a.attnum), '[]')
            from pg_catalog.pg_attribute a
           where a.attrelid = t.typrelid and t.typrelid <> 0 and not a.attisdropped and a.attnum > 0) as fields
    from pg_catalog.pg_type t
    join pg_catalog.pg_namespace n on n.oid = t.typnamespace
    left join pg_catalog.pg_range r on r.rngtypid = t.oid
   where t.oid = $1::oid`;

/** The types of one database. What it learned it keeps: a type that is made anew has a new oid. */
export class TypeCatalog {
  readonly #types = new Map<number, PgType>(KNOWN_TYPES);

  /** The type, when it is known already. */
  known(oid: number): PgType | undefined {
    return this.#types.get(oid);
  }

  /** The type with all that it consists of. */
  async find(oid: number, ask: Ask): Promise<PgType> {
    const known = this.known(oid);
    if (known) return known;
    const row = (await ask(LOOKUP, oid)) as CatalogRow | null;
    if (row === null) throw new Error(`there is no type ${oid}`);
    const type = await this.#typeOf(oid, row, ask);
    this.#types.set(oid, type);
    return type;
  }

  async #typeOf(oid: number, row: CatalogRow, ask: Ask): Promise<PgType> {
    const { name, schema, labels } = row;
    const of = async (kind: "array" | "domain" | "range", other: number): Promise<PgType> => ({
      oid,
      name,
      schema,
      kind,
      of: await this.find(other, ask),
    });
    // Built-in types with an element need not be arrays (a point has two floats), those of applications always are.
    const isArray = row.element !== 0 && (oid > LAST_FIXED_OID || row.category === "A");
    if (row.type === "e") return { oid, name, schema, kind: "enum", labels };
    if (row.type === "p") return { oid, name, schema, kind: "pseudo" };
    if (row.base !== 0) return of("domain", row.base);
    if (isArray) return of("array", row.element);
    if (row.subtype !== 0) return of("range", row.subtype);
    if (row.type !== "c") return { oid, name, schema, kind: "simple" };
    const fields: { name: string; type: PgType }[] = [];
    for (const field of row.fields) fields.push({ name: field.name, type: await this.find(field.type, ask) });
    return { oid, name, schema, kind: "composite", fields };
  }
}
