import { fromRow } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { CashVariance, ExpenseSum, RevenueSum } from "../domain/trial-balance";

/** Whose books, and which days of them. */
export interface DayOfBooks {
  orgId: string;
  propertyId: number;
  businessDate: string;
}

/** Expenses of the day or one before that wait for a decision or to be posted. */
export async function countOpenExpenses(
  db: Queryable,
  { orgId, propertyId, businessDate }: DayOfBooks,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM expense
     WHERE org_id = $1 AND property_id = $2 AND business_date <= $3 AND state IN ('submitted', 'approved')`,
    [orgId, propertyId, businessDate],
  );
  return rows[0]?.count ?? 0;
}

/** Cash sessions of the day or one before that nobody has counted. */
export async function countOpenDrawers(
  db: Queryable,
  { orgId, propertyId, businessDate }: DayOfBooks,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM cash_session
     WHERE org_id = $1 AND property_id = $2 AND business_date <= $3 AND state = 'open'`,
    [orgId, propertyId, businessDate],
  );
  return rows[0]?.count ?? 0;
}

/** What a close locks: everything up to its day that no earlier close has locked. */
const LOCKED = `org_id = $1 AND property_id = $2 AND business_date <= $3
  AND business_date > coalesce((SELECT max(business_date) FROM day_close
    WHERE org_id = $1 AND property_id = $2 AND business_date < $3), '-infinity')`;

/** The day's revenue by source, way of paying and currency, with the number of lines. */
export async function sumRevenue(
  db: Queryable,
  { orgId, propertyId, businessDate }: DayOfBooks,
): Promise<(RevenueSum & { count: number })[]> {
  const { rows } = await db.query(
    `SELECT source, payment_mode, currency, sum(amount_minor)::bigint AS amount_minor, count(*) AS count
     FROM revenue WHERE ${LOCKED} GROUP BY source, payment_mode, currency`,
    [orgId, propertyId, businessDate],
  );
  return rows.map((row) => fromRow<RevenueSum & { count: number }>(row));
}

/** The day's posted expenses by category, way of paying and currency; what takes one back is subtracted. */
export async function sumExpenses(
  db: Queryable,
  { orgId, propertyId, businessDate }: DayOfBooks,
): Promise<(ExpenseSum & { count: number })[]> {
  const { rows } = await db.query(
    `SELECT category, payment_mode, currency, count(*) AS count,
            sum(CASE WHEN reversal_of IS NULL THEN amount_minor ELSE -amount_minor END)::bigint AS amount_minor,
            sum(CASE WHEN reversal_of IS NULL THEN tax_minor ELSE -tax_minor END)::bigint AS tax_minor
     FROM expense WHERE state IN ('posted', 'reversed') AND ${LOCKED} GROUP BY category, payment_mode, currency`,
    [orgId, propertyId, businessDate],
  );
  return rows.map((row) => fromRow<ExpenseSum & { count: number }>(row));
}

/** What was counted above and below what had to be in the drawers of the day, by currency. */
export async function sumVariances(
  db: Queryable,
  { orgId, propertyId, businessDate }: DayOfBooks,
): Promise<CashVariance[]> {
  const { rows } = await db.query(
    `SELECT currency, sum(variance_minor)::bigint AS amount_minor FROM cash_session
     WHERE state <> 'open' AND ${LOCKED} GROUP BY currency`,
    [orgId, propertyId, businessDate],
  );
  return rows.map((row) => fromRow<CashVariance>(row));
}
