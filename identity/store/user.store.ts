import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { PropertyUser } from "../contract/types";

const select = (source: string): string =>
  `SELECT p.id || '@' || v.property_id AS id, v.version, v.property_id AS "propertyId", p.id AS "personId", p.name,
     array(SELECT role FROM person_role r WHERE r.person_id = p.id AND r.property_id = v.property_id ORDER BY role) AS roles,
     p.disabled_at IS NOT NULL AS "isDisabled"
   FROM ${source} v JOIN person p ON p.id = v.person_id`;

/** Raises the versions of the person at these properties, whose roles are locked, and gives the rows as they are from now on. */
export async function raiseUsers(tx: Tx, personId: string, propertyIds: readonly number[]): Promise<PropertyUser[]> {
  await tx.query(
    `INSERT INTO user_version AS v (person_id, property_id, version) SELECT $1, id, 1 FROM unnest($2::int[]) AS y (id) ORDER BY id
     ON CONFLICT (person_id, property_id) DO UPDATE SET version = v.version + 1`,
    [personId, propertyIds],
  );
  const { rows } = await tx.query<PropertyUser>(
    `${select("user_version")} WHERE v.person_id = $1 AND v.property_id = ANY($2::int[]) ORDER BY v.property_id`,
    [personId, propertyIds],
  );
  return rows;
}

/** Everybody who has or had a role at the property, by name. Version 0: nothing was changed since the person came. */
export async function listUsers(db: Queryable, propertyId: number): Promise<PropertyUser[]> {
  const everybody = `(SELECT person_id, property_id, coalesce(u.version, 0) AS version
    FROM (SELECT person_id, property_id FROM person_role UNION SELECT person_id, property_id FROM user_version) k
    LEFT JOIN user_version u USING (person_id, property_id))`;
  const { rows } = await db.query<PropertyUser>(`${select(everybody)} WHERE v.property_id = $1 ORDER BY p.name, p.id`, [
    propertyId,
  ]);
  return rows;
}
