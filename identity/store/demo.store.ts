import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { DemoOrganisation } from "../domain/demo-hotels";

/** Whether nobody is there yet. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM organisation) AS empty`);
  return rows[0]?.empty === true;
}

/** Takes the right to seed for the rest of the transaction and tells whether there is anything to do. */
export async function lockIfEmpty(tx: Tx): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('demo_seed'))::text`);
  return isEmpty(tx);
}

export async function markSeeded(tx: Tx, now: Date): Promise<void> {
  await tx.query(`INSERT INTO demo_seed (seeded_at) VALUES ($1)`, [now]);
}

/** Whether this database was born with the demo hotels. */
export async function wasSeeded(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ seeded: boolean }>(`SELECT EXISTS (SELECT FROM demo_seed) AS seeded`);
  return rows[0]?.seeded === true;
}

/** Lets the demo people in, or keeps them out; without effect where there are none. */
export async function admitDemoPeople(
  db: Queryable,
  ids: readonly string[],
  isAdmitted: boolean,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE person SET disabled_at = CASE WHEN $2 THEN NULL ELSE $3::timestamptz END
     WHERE id = ANY($1::uuid[]) AND (disabled_at IS NULL) <> $2 AND EXISTS (SELECT FROM demo_seed)`,
    [ids, isAdmitted, now],
  );
}

/** Stores an organisation with its properties and people; each property starts on its local day. */
export async function insertOrganisation(
  tx: Tx,
  org: DemoOrganisation,
  passwordHashes: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  await tx.query(`INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3)`, [org.id, org.name, now]);
  for (const y of org.properties) {
    await tx.query(
      `INSERT INTO property (id, org_id, name, time_zone, currency, business_date)
       VALUES ($1, $2, $3, $4, $5, ($6::timestamptz AT TIME ZONE $4)::date)`,
      [y.id, org.id, y.name, y.timeZone, y.currency, now],
    );
  }
  for (const p of org.people) {
    await tx.query(
      `INSERT INTO person (id, org_id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [p.id, org.id, p.email, p.name, passwordHashes.get(p.id), now],
    );
    await tx.query(
      `INSERT INTO person_role (person_id, property_id, role) SELECT $1, property_id, role FROM unnest($2::int[], $3::text[]) AS r (property_id, role)`,
      [p.id, p.roles.map((r) => r.propertyId), p.roles.map((r) => r.role)],
    );
  }
}

export interface DemoHotel {
  orgId: string;
  propertyId: number;
  timeZone: string;
  currency: string;
  /** Ids of the people of its desk and office. */
  people: string[];
  /** Everybody with a role there. */
  workers: { personId: string; name: string; role: string }[];
}

/** The properties of these ids with the people who work there. */
export async function listHotels(db: Queryable, propertyIds: readonly number[]): Promise<DemoHotel[]> {
  const { rows } = await db.query<{
    org_id: string;
    id: number;
    time_zone: string;
    currency: string;
    people: string[];
    workers: DemoHotel["workers"];
  }>(
    `SELECT y.org_id, y.id, y.time_zone, y.currency,
            (SELECT array_agg(DISTINCT r.person_id::text ORDER BY r.person_id::text) FROM person_role r
             WHERE r.property_id = y.id AND r.role <> 'housekeeper') AS people,
            (SELECT json_agg(json_build_object('personId', p.id, 'name', p.name, 'role', r.role) ORDER BY p.id)
             FROM person_role r JOIN person p ON p.id = r.person_id WHERE r.property_id = y.id) AS workers
     FROM property y WHERE y.id = ANY($1::int[]) ORDER BY y.id`,
    [propertyIds],
  );
  return rows.map((r) => ({
    orgId: r.org_id,
    propertyId: r.id,
    timeZone: r.time_zone,
    currency: r.currency,
    people: r.people,
    workers: r.workers,
  }));
}
