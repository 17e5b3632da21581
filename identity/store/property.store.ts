import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { PropertyFacts } from "../contract/types";

const COLUMNS = `id::text, version, id AS "propertyId", name, time_zone AS "timeZone", currency, business_date::text AS "businessDate"`;

/** The properties of these ids, by name. */
export async function listProperties(db: Queryable, ids: readonly number[]): Promise<PropertyFacts[]> {
  const { rows } = await db.query<PropertyFacts>(
    `SELECT ${COLUMNS} FROM property WHERE id = ANY($1::int[]) ORDER BY property.name, property.id`,
    [ids],
  );
  return rows;
}

/** The property of the organisation; null when it has none with the id. */
export async function findProperty(db: Queryable, orgId: string, id: number): Promise<PropertyFacts | null> {
  const { rows } = await db.query<PropertyFacts>(`SELECT ${COLUMNS} FROM property WHERE org_id = $1 AND id = $2`, [
    orgId,
    id,
  ]);
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockProperty(tx: Tx, orgId: string, id: number): Promise<PropertyFacts | null> {
  const { rows } = await tx.query<PropertyFacts>(
    `SELECT ${COLUMNS} FROM property WHERE org_id = $1 AND id = $2 FOR UPDATE`,
    [orgId, id],
  );
  return rows[0] ?? null;
}

/** Writes name, business date and version of a property that is locked. */
export async function updateProperty(tx: Tx, property: PropertyFacts): Promise<void> {
  await tx.query(`UPDATE property SET name = $2, business_date = $3, version = $4 WHERE id = $1`, [
    property.propertyId,
    property.name,
    property.businessDate,
    property.version,
  ]);
}
