import type { Tx } from "../../platform/tx";
import type { Role } from "../contract/permissions";

export interface RolesAtProperty {
  propertyId: number;
  roles: Role[];
  /** Other people who can log in and own the property. */
  otherOwners: number;
}

/**
 * Locks the roles at these properties for the rest of the transaction and gives the person's; null when the person is none of the
 * organisation's. In the order of ids, so that two changes never wait for each other.
 */
export async function lockRoles(
  tx: Tx,
  orgId: string,
  personId: string,
  propertyIds: readonly number[] | "all",
): Promise<RolesAtProperty[] | null> {
  const { rows: people } = await tx.query(`SELECT FROM person WHERE id = $1 AND org_id = $2 FOR UPDATE`, [
    personId,
    orgId,
  ]);
  if (people.length === 0) return null;
  const { rows: held } = await tx.query<{ id: number }>(
    `SELECT id FROM property
     WHERE org_id = $1 AND CASE WHEN $3::int[] IS NULL THEN id IN (SELECT property_id FROM person_role WHERE person_id = $2) ELSE id = ANY($3) END
     ORDER BY id FOR UPDATE`,
    [orgId, personId, propertyIds === "all" ? null : propertyIds],
  );
  const { rows } = await tx.query<{ property_id: number; roles: Role[]; other_owners: number }>(
    `SELECT y.id AS property_id,
       array(SELECT role FROM person_role r WHERE r.property_id = y.id AND r.person_id = $2 ORDER BY role) AS roles,
       (SELECT count(*)::int FROM person_role r JOIN person p ON p.id = r.person_id
        WHERE r.property_id = y.id AND r.role = 'owner' AND r.person_id <> $2 AND p.disabled_at IS NULL) AS other_owners
     FROM unnest($1::int[]) AS y (id) ORDER BY y.id`,
    [held.map((row) => row.id), personId],
  );
  return rows.map((row) => ({ propertyId: row.property_id, roles: row.roles, otherOwners: row.other_owners }));
}

/** The person's roles at the property from now on; none take the property away. */
export async function replaceRoles(
  tx: Tx,
  personId: string,
  propertyId: number,
  roles: readonly Role[],
): Promise<void> {
  await tx.query(`DELETE FROM person_role WHERE person_id = $1 AND property_id = $2 AND role <> ALL($3::text[])`, [
    personId,
    propertyId,
    roles,
  ]);
  await tx.query(
    `INSERT INTO person_role (person_id, property_id, role) SELECT $1, $2, role FROM unnest($3::text[]) AS r (role)
     ON CONFLICT DO NOTHING`,
    [personId, propertyId, roles],
  );
}
