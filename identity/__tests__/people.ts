import { newId } from "../../platform/ids";
import type { Role } from "../contract/permissions";
import { hashPassword } from "../domain/password";
import { pool } from "../store/db";

export const PASSWORD = "correct horse";

export interface TestPerson {
  id: string;
  orgId: string;
  email: string;
}

/** An organisation of its own with these properties, for one test. */
export async function addOrganisation(properties: number): Promise<{ orgId: string; propertyIds: number[] }> {
  const orgId = newId();
  await pool.query(`INSERT INTO organisation (id, name, created_at) VALUES ($1, 'Test', $2)`, [orgId, new Date()]);
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO property (org_id, name, time_zone, currency, business_date)
     SELECT $1, 'Hotel ' || n, 'Europe/Lisbon', 'EUR', '2026-11-20' FROM generate_series(1, $2) AS n RETURNING id`,
    [orgId, properties],
  );
  return { orgId, propertyIds: rows.map((r) => r.id).sort((a, b) => a - b) };
}

/** A person with these roles and the password PASSWORD. */
export async function addPerson(orgId: string, roles: [propertyId: number, role: Role][]): Promise<TestPerson> {
  const id = newId();
  const email = `${id}@test.example`;
  await pool.query(
    `INSERT INTO person (id, org_id, email, name, password_hash, created_at) VALUES ($1, $2, $3, 'Tess Ter', $4, $5)`,
    [id, orgId, email, await hashPassword(PASSWORD), new Date()],
  );
  for (const [propertyId, role] of roles) {
    await pool.query(`INSERT INTO person_role (person_id, property_id, role) VALUES ($1, $2, $3)`, [
      id,
      propertyId,
      role,
    ]);
  }
  return { id, orgId, email };
}
