import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { Dashboard, DayFigures, DayReport } from "../contract/types";
import type { Owner } from "./facts.store";

interface Row {
  id: string;
  version: number;
  propertyId: number;
}
type DataRow = { version: number; data: object };

const toRow = <T extends Row>(propertyId: number, { version, data }: DataRow): T =>
  ({ ...data, version, propertyId }) as T;

/** The dashboard of a property, locked; with what it is of. */
export interface HeldDashboard {
  /** Null before the property is counted for the first time. */
  dashboard: Dashboard | null;
  propertyVersion: number;
}

/** Makes the property's row if there is none, and locks it: so one projection at a time works on a property. */
export async function lockDashboard(tx: Tx, { orgId, propertyId }: Owner): Promise<HeldDashboard> {
  await tx.query(
    `INSERT INTO dashboard (property_id, org_id, version, property_version) VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING`,
    [propertyId, orgId],
  );
  const { rows } = await tx.query<{ version: number; property_version: number; data: object | null }>(
    `SELECT version, property_version, data FROM dashboard WHERE property_id = $1 AND org_id = $2 FOR UPDATE`,
    [propertyId, orgId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`property ${propertyId} is another organisation's`);
  const { version, data } = row;
  return {
    dashboard: data === null ? null : toRow<Dashboard>(propertyId, { version, data }),
    propertyVersion: row.property_version,
  };
}

/** Writes a dashboard that is locked. */
export async function writeDashboard(tx: Tx, dashboard: Dashboard, propertyVersion: number): Promise<void> {
  const { version, propertyId, ...data } = dashboard;
  await tx.query(
    `UPDATE dashboard SET version = $2, property_version = $3, business_date = $4, currency = $5, data = $6 WHERE property_id = $1`,
    [propertyId, version, propertyVersion, data.businessDate, data.currency, JSON.stringify(data)],
  );
}

/** The dashboard of the property; null before it was counted. */
export async function findDashboard(db: Queryable, { orgId, propertyId }: Owner): Promise<Dashboard | null> {
  const { rows } = await db.query<DataRow>(
    `SELECT version, data FROM dashboard WHERE org_id = $1 AND property_id = $2 AND data IS NOT NULL`,
    [orgId, propertyId],
  );
  return rows[0] === undefined ? null : toRow<Dashboard>(propertyId, rows[0]);
}

/** The tables that have a row for each business date. Their names are our own, never from a request. */
interface DayTables {
  day_figures: DayFigures;
  day_report: DayReport;
}

export async function findDay<T extends keyof DayTables>(
  db: Queryable,
  table: T,
  propertyId: number,
  businessDate: string,
): Promise<DayTables[T] | null> {
  const { rows } = await db.query<DataRow>(
    `SELECT version, data FROM ${table} WHERE property_id = $1 AND business_date = $2`,
    [propertyId, businessDate],
  );
  return rows[0] === undefined ? null : toRow<DayTables[T]>(propertyId, rows[0]);
}

/** Writes the row of a day; who writes holds the property's dashboard. */
export async function writeDay<T extends keyof DayTables>(
  tx: Tx,
  table: T,
  orgId: string,
  row: DayTables[T],
): Promise<void> {
  const { version, propertyId, ...data } = row;
  await tx.query(
    `INSERT INTO ${table} (property_id, business_date, org_id, version, data) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (property_id, business_date) DO UPDATE SET version = excluded.version, data = excluded.data`,
    [propertyId, row.businessDate, orgId, version, JSON.stringify(data)],
  );
}

/** Which days: both ends are included, each open where null. */
export interface DayRange {
  from: string | null;
  to: string | null;
  /** Only earlier ones: where the page before has ended. */
  before: string | null;
  limit: number;
}

/** The days, newest first. */
export async function listDays<T extends keyof DayTables>(
  db: Queryable,
  table: T,
  { orgId, propertyId }: Owner,
  { from, to, before, limit }: DayRange,
): Promise<DayTables[T][]> {
  const { rows } = await db.query<DataRow>(
    `SELECT version, data FROM ${table}
     WHERE org_id = $1 AND property_id = $2 AND ($3::date IS NULL OR business_date < $3)
       AND ($4::date IS NULL OR business_date >= $4) AND ($5::date IS NULL OR business_date <= $5)
     ORDER BY business_date DESC LIMIT $6`,
    [orgId, propertyId, before, from, to, limit],
  );
  return rows.map((row) => toRow<DayTables[T]>(propertyId, row));
}
