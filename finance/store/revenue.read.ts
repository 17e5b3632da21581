import { iso, tuple, uuid } from "zod";
import { anywhere } from "../../platform/request-fields";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { PaymentMode, Revenue, RevenueSource, RevenueTotal } from "../contract/types";

const REVENUE = `id, version, property_id, amount_minor, currency, source, payment_mode, bank_reference, description, business_date,
  occurred_at, recorded_by, recorded_at, reversal_of`;

interface RevenueRow {
  id: string;
  version: number;
  property_id: number;
  amount_minor: number;
  currency: string;
  source: RevenueSource;
  payment_mode: PaymentMode;
  bank_reference: string | null;
  description: string | null;
  business_date: string;
  occurred_at: Date;
  recorded_by: string;
  recorded_at: Date;
  reversal_of: string | null;
}

/** The line, or null when this organisation has none with the id. */
export async function findRevenue(db: Queryable, orgId: string, id: string): Promise<Revenue | null> {
  const { rows } = await db.query<RevenueRow>(`SELECT ${REVENUE} FROM revenue WHERE org_id = $1 AND id = $2`, [
    orgId,
    id,
  ]);
  return rows[0] === undefined ? null : toRevenue(rows[0]);
}

/** The line, locked until the transaction ends, so that one takes it back at a time; null when the organisation has none with the id. */
export async function lockRevenue(tx: Tx, orgId: string, id: string): Promise<Revenue | null> {
  const { rows } = await tx.query<RevenueRow>(
    `SELECT ${REVENUE} FROM revenue WHERE org_id = $1 AND id = $2 FOR UPDATE`,
    [orgId, id],
  );
  return rows[0] === undefined ? null : toRevenue(rows[0]);
}

/** Whether a line was taken back. */
export async function isReversed(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query(`SELECT FROM revenue WHERE reversal_of = $1`, [id]);
  return rowCount === 1;
}

export interface RevenueFilter {
  orgId: string;
  propertyId: number;
  /** Business dates, both included. */
  from: string | null;
  to: string | null;
  source: RevenueSource | null;
  paymentMode: PaymentMode | null;
  /** Part of the description or bank reference, in either case. */
  q: string | null;
}

/** PostgreSQL's calendar has no year 0. */
const instant = iso.datetime({ precision: 3 }).refine((text) => !text.startsWith("0000"));
/** Occurred at (UTC, milliseconds) and id of the last line of a page. */
export const revenueCursor = keyset(tuple([instant, uuid()]));
export type RevenuePosition = [occurredAt: string, id: string];

/** A page of lines, newest first, after the position. */
export async function listRevenuePage(
  db: Queryable,
  filter: RevenueFilter,
  limit: number,
  after: RevenuePosition | null,
): Promise<Page<Revenue>> {
  const { rows } = await db.query<RevenueRow>(
    `SELECT ${REVENUE} FROM revenue
     WHERE org_id = $1 AND property_id = $2
       AND ($3::date IS NULL OR business_date >= $3) AND ($4::date IS NULL OR business_date <= $4)
       AND ($5::text IS NULL OR source = $5) AND ($6::text IS NULL OR payment_mode = $6)
       AND ($7::text IS NULL OR description ILIKE $7 OR bank_reference ILIKE $7)
       AND ($8::timestamptz IS NULL OR (occurred_at, id) < ($8, $9::uuid))
     ORDER BY occurred_at DESC, id DESC LIMIT $10`,
    [
      filter.orgId,
      filter.propertyId,
      filter.from,
      filter.to,
      filter.source,
      filter.paymentMode,
      anywhere(filter.q),
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return toPage(rows.map(toRevenue), limit, (last) => revenueCursor.encode([last.occurredAt, last.id]));
}

/** What one business date of a property adds up to, by source and currency. */
export async function sumRevenueDay(
  db: Queryable,
  orgId: string,
  propertyId: number,
  businessDate: string,
): Promise<RevenueTotal[]> {
  const { rows } = await db.query<{ source: RevenueSource; currency: string; amount_minor: number; count: number }>(
    `SELECT source, currency, sum(amount_minor)::bigint AS amount_minor, count(*) AS count FROM revenue
     WHERE org_id = $1 AND property_id = $2 AND business_date = $3 GROUP BY source, currency ORDER BY currency, source`,
    [orgId, propertyId, businessDate],
  );
  return rows.map(({ amount_minor, ...rest }) => ({ ...rest, amountMinor: amount_minor }));
}

function toRevenue(row: RevenueRow): Revenue {
  return {
    id: row.id,
    version: row.version,
    propertyId: row.property_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    source: row.source,
    paymentMode: row.payment_mode,
    bankReference: row.bank_reference,
    description: row.description,
    businessDate: row.business_date,
    occurredAt: row.occurred_at.toISOString(),
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
    reversalOf: row.reversal_of,
  };
}
