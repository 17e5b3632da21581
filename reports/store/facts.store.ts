import type { RevenueSource } from "../../finance/contract/types";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { SourceRevenue } from "../contract/types";
import type { Fact, Line } from "../domain/changes";
import type { Counts, DayStays } from "../domain/figures";

/** Whose property. */
export interface Owner {
  orgId: string;
  propertyId: number;
}

/**
 * Takes over the facts that are newer than what is held; of several versions the newest. In whichever order they come, the end is the
 * same. Returns the first date that a stay is about which is another one now, was or is; null when there is none.
 */
export async function takeFacts(tx: Tx, { orgId, propertyId }: Owner, facts: readonly Fact[]): Promise<string | null> {
  if (facts.length === 0) return null;
  const { rows } = await tx.query<{ since: string | null }>(
    `WITH written AS (
       INSERT INTO fact AS f (kind, id, org_id, property_id, version, state, arrival, departure, checked_in_on, checked_out_on)
       SELECT DISTINCT ON (kind, id) kind, id, $1, $2, version, state, arrival, departure, checked_in_on, checked_out_on
       FROM unnest($3::text[], $4::uuid[], $5::int[], $6::text[], $7::date[], $8::date[], $9::date[], $10::date[])
         AS e (kind, id, version, state, arrival, departure, checked_in_on, checked_out_on)
       ORDER BY kind, id, version DESC
       ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, state = excluded.state, arrival = excluded.arrival,
         departure = excluded.departure, checked_in_on = excluded.checked_in_on, checked_out_on = excluded.checked_out_on
       WHERE f.version < excluded.version
       RETURNING kind, id, least(arrival, checked_in_on) AS since
     )
     -- The table as it was before: a statement does not see what it writes.
     SELECT least(min(w.since), min(least(f.arrival, f.checked_in_on))) AS since
     FROM written w LEFT JOIN fact f USING (kind, id)`,
    [
      orgId,
      propertyId,
      facts.map((fact) => fact.kind),
      facts.map((fact) => fact.id),
      facts.map((fact) => fact.version),
      facts.map((fact) => fact.state),
      facts.map((fact) => fact.arrival),
      facts.map((fact) => fact.departure),
      facts.map((fact) => fact.checkedInOn),
      facts.map((fact) => fact.checkedOutOn),
    ],
  );
  return rows[0]?.since ?? null;
}

/** Forgets all facts of the property: what is counted next is true whatever version it has, since a restored row may have an older one. */
export async function dropFacts(tx: Tx, propertyId: number): Promise<void> {
  await tx.query(`DELETE FROM fact WHERE property_id = $1`, [propertyId]);
}

/** Adds lines to their days, each once. */
export async function addLines(tx: Tx, { orgId, propertyId }: Owner, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `WITH given AS (
       SELECT DISTINCT ON (id) * FROM unnest($3::uuid[], $4::date[], $5::text[], $6::text[], $7::bigint[])
         AS l (id, business_date, source, currency, amount_minor)
     ), new AS (
       INSERT INTO revenue_line (id, org_id, property_id, business_date) SELECT id, $1, $2, business_date FROM given
       ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO day_revenue AS d (org_id, property_id, business_date, source, currency, amount_minor, count)
     SELECT $1, $2, business_date, source, currency, sum(amount_minor), count(*)
     FROM given JOIN new USING (id) GROUP BY business_date, source, currency
     ON CONFLICT (property_id, business_date, source, currency)
     DO UPDATE SET amount_minor = d.amount_minor + excluded.amount_minor, count = d.count + excluded.count`,
    [
      orgId,
      propertyId,
      lines.map((line) => line.id),
      lines.map((line) => line.businessDate),
      lines.map((line) => line.source),
      lines.map((line) => line.currency),
      lines.map((line) => line.amountMinor),
    ],
  );
}

/** Forgets the lines of the property from that business date on. */
export async function dropLines(tx: Tx, propertyId: number, from: string): Promise<void> {
  await tx.query(`DELETE FROM revenue_line WHERE property_id = $1 AND business_date >= $2`, [propertyId, from]);
  await tx.query(`DELETE FROM day_revenue WHERE property_id = $1 AND business_date >= $2`, [propertyId, from]);
}

/** Forgets stays that were over before that date, and which lines were added to dates before it: no number is made of them any more. */
export async function dropOld(tx: Tx, propertyId: number, before: string): Promise<void> {
  await tx.query(
    `DELETE FROM fact WHERE property_id = $1 AND kind = 'stay'
       AND (checked_out_on < $2 OR state IN ('cancelled', 'no_show') AND arrival < $2 AND departure < $2)`,
    [propertyId, before],
  );
  await tx.query(`DELETE FROM revenue_line WHERE property_id = $1 AND business_date < $2`, [propertyId, before]);
}

/** What the facts add up to, read by the indexes of what is not over and of the date. Arrivals and departures are those of the front desk's lists (guest's rule G6). */
export async function countFacts(db: Queryable, propertyId: number, businessDate: string): Promise<Counts> {
  const { rows } = await db.query<Counts>(
    `SELECT count(*) FILTER (WHERE kind = 'room') AS "roomsTotal",
       count(*) FILTER (WHERE kind = 'room' AND state = 'ooo') AS "roomsOutOfOrder",
       count(*) FILTER (WHERE kind = 'stay' AND checked_in_on = $2) AS "arrivalsDone",
       count(*) FILTER (WHERE kind = 'stay' AND state IN ('confirmed', 'assigned') AND arrival <= $2) AS "arrivalsOpen",
       count(*) FILTER (WHERE kind = 'stay' AND checked_out_on = $2) AS "departuresDone",
       count(*) FILTER (WHERE kind = 'stay' AND state IN ('checked_in', 'due_out') AND departure <= $2) AS "departuresOpen",
       count(*) FILTER (WHERE kind = 'stay' AND state IN ('checked_in', 'due_out')) AS "inHouse",
       count(*) FILTER (WHERE kind = 'request' AND state = 'open') AS "openRequests",
       count(*) FILTER (WHERE kind = 'attendance' AND state = 'on') AS "onShift"
     FROM fact WHERE property_id = $1
       AND (state NOT IN ('closed', 'off', 'checked_out', 'cancelled', 'no_show') OR checked_in_on = $2 OR checked_out_on = $2)`,
    [propertyId, businessDate],
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error("an aggregate without a row");
  return counts;
}

/** What a business date has brought, by currency and source; what reversals have taken back to nothing still counts its lines. */
export async function sumDay(db: Queryable, propertyId: number, businessDate: string): Promise<SourceRevenue[]> {
  const { rows } = await db.query<{ source: RevenueSource; currency: string; amount_minor: number; count: number }>(
    `SELECT source, currency, amount_minor, count FROM day_revenue
     WHERE property_id = $1 AND business_date = $2 ORDER BY currency, source`,
    [propertyId, businessDate],
  );
  return rows.map(({ source, currency, amount_minor, count }) => ({
    source,
    currency,
    amountMinor: amount_minor,
    count,
  }));
}

/** What each date of a span has brought, both ends included; dates without a line are left out. */
export async function sumDays(
  db: Queryable,
  { orgId, propertyId }: Owner,
  { from, to }: { from: string; to: string },
): Promise<Map<string, SourceRevenue[]>> {
  const { rows } = await db.query<SourceRevenue & { businessDate: string }>(
    `SELECT business_date AS "businessDate", source, currency, amount_minor AS "amountMinor", count FROM day_revenue
     WHERE org_id = $1 AND property_id = $2 AND business_date BETWEEN $3 AND $4
     ORDER BY business_date, currency, source`,
    [orgId, propertyId, from, to],
  );
  const days = new Map<string, SourceRevenue[]>();
  for (const { businessDate, ...part } of rows) days.set(businessDate, [...(days.get(businessDate) ?? []), part]);
  return days;
}

/**
 * What the stays of a property add up to on dates that are over, by the business dates that the stays themselves name: so it makes no
 * difference when they were heard of. Missed is who was to arrive on the date and was not there by its end, unless cancelled.
 */
export async function countStays(
  db: Queryable,
  { orgId, propertyId }: Owner,
  dates: readonly string[],
): Promise<Map<string, DayStays>> {
  const { rows } = await db.query<DayStays & { date: string }>(
    `SELECT d.date, count(*) FILTER (WHERE f.checked_in_on = d.date) AS arrivals,
       count(*) FILTER (WHERE f.arrival = d.date AND (f.state IN ('confirmed', 'assigned', 'no_show') OR f.checked_in_on > d.date))
         AS "arrivalsMissed",
       count(*) FILTER (WHERE f.checked_out_on = d.date) AS departures,
       count(*) FILTER (WHERE f.checked_in_on <= d.date
         AND (f.checked_out_on > d.date OR f.checked_out_on IS NULL AND f.state IN ('checked_in', 'due_out'))) AS nights
     FROM unnest($3::date[]) AS d (date)
     LEFT JOIN fact f ON f.org_id = $1 AND f.property_id = $2 AND f.kind = 'stay'
     GROUP BY d.date`,
    [orgId, propertyId, dates],
  );
  return new Map(rows.map(({ date, ...stays }) => [date, stays]));
}
