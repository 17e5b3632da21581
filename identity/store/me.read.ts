import type { Queryable } from "../../platform/sql";

export interface MeRow {
  person: { id: string; name: string; email: string };
  organisation: { id: string; name: string };
  /** Name by property id. */
  propertyNames: Map<number, string>;
}

/** The person with the organisation and the names of these properties; null when the person is gone. */
export async function findMe(db: Queryable, personId: string, propertyIds: readonly number[]): Promise<MeRow | null> {
  const { rows } = await db.query<{
    id: string;
    name: string;
    email: string;
    org_id: string;
    org_name: string;
    properties: { id: number; name: string }[];
  }>(
    `SELECT p.id, p.name, p.email, o.id AS org_id, o.name AS org_name,
            coalesce((SELECT json_agg(json_build_object('id', y.id, 'name', y.name))
                      FROM property y WHERE y.org_id = o.id AND y.id = ANY($2::int[])), '[]') AS properties
     FROM person p JOIN organisation o ON o.id = p.org_id WHERE p.id = $1`,
    [personId, propertyIds],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    person: { id: row.id, name: row.name, email: row.email },
    organisation: { id: row.org_id, name: row.org_name },
    propertyNames: new Map(row.properties.map((y) => [y.id, y.name])),
  };
}
