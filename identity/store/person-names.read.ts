import type { Queryable } from "../../platform/sql";
import type { PersonName } from "../contract/types";

/** The names of these people, as far as they are of the organisation. */
export async function findNames(db: Queryable, orgId: string, personIds: readonly string[]): Promise<PersonName[]> {
  const { rows } = await db.query<PersonName>(
    `SELECT id, name FROM person WHERE org_id = $1 AND id = ANY($2::uuid[])`,
    [orgId, personIds],
  );
  return rows;
}
