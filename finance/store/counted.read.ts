import type { Queryable } from "../../platform/sql";
import type { Revenue } from "../contract/types";

type CountedLine = Pick<Revenue, "id" | "businessDate" | "source" | "currency" | "amountMinor">;

/** Lines of a property from a business date on, as far as they are counted. */
export async function listCountedLines(
  db: Queryable,
  orgId: string,
  propertyId: number,
  from: string,
): Promise<CountedLine[]> {
  const { rows } = await db.query<CountedLine>(
    `SELECT id, business_date AS "businessDate", source, currency, amount_minor AS "amountMinor" FROM revenue
     WHERE org_id = $1 AND property_id = $2 AND business_date >= $3`,
    [orgId, propertyId, from],
  );
  return rows;
}
