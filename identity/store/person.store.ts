import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { PersonName } from "../contract/types";

export interface Credentials {
  personId: string;
  orgId: string;
  passwordHash: string;
}

/** What a login of this e-mail address (lower case) is checked against; null for unknown and disabled people. */
export async function findCredentials(db: Queryable, email: string): Promise<Credentials | null> {
  const { rows } = await db.query<{ id: string; org_id: string; password_hash: string }>(
    `SELECT id, org_id, password_hash FROM person WHERE email = $1 AND disabled_at IS NULL`,
    [email],
  );
  const row = rows[0];
  return row === undefined ? null : { personId: row.id, orgId: row.org_id, passwordHash: row.password_hash };
}

/** The address and password of a person who is logged in. */
export async function findOwnCredentials(
  db: Queryable,
  personId: string,
): Promise<{ email: string; passwordHash: string } | null> {
  const { rows } = await db.query<{ email: string; password_hash: string }>(
    `SELECT email, password_hash FROM person WHERE id = $1`,
    [personId],
  );
  const row = rows[0];
  return row === undefined ? null : { email: row.email, passwordHash: row.password_hash };
}

/** The name of a person of the organisation, disabled or not; null when it has none with the id. */
export async function findName(db: Queryable, orgId: string, personId: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(`SELECT name FROM person WHERE org_id = $1 AND id = $2`, [
    orgId,
    personId,
  ]);
  return rows[0]?.name ?? null;
}

export async function replacePassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.query(`UPDATE person SET password_hash = $2 WHERE id = $1`, [personId, passwordHash]);
}

/** Keeps the person out from now on, or lets them in again. Returns whether that changed anything. */
export async function setDisabled(tx: Tx, personId: string, disabled: boolean, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE person SET disabled_at = CASE WHEN $2 THEN $3::timestamptz END WHERE id = $1 AND (disabled_at IS NOT NULL) <> $2`,
    [personId, disabled, now],
  );
  return rowCount === 1;
}

/** Everyone with a role at one of the properties, by name. Former colleagues stay, for what they recorded. */
export async function listPeople(db: Queryable, propertyIds: readonly number[]): Promise<PersonName[]> {
  const { rows } = await db.query<PersonName>(
    `SELECT DISTINCT p.id, p.name FROM person p JOIN person_role r ON r.person_id = p.id
     WHERE r.property_id = ANY($1::int[]) ORDER BY p.name, p.id`,
    [propertyIds],
  );
  return rows;
}
