import { iso, tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import { columnsOf, findRow, fromRow, insertRow, lockRow, updateRow } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { DayClose, TrialBalanceLine } from "../contract/day-close";

const FIELDS = [
  "id",
  "version",
  "propertyId",
  "businessDate",
  "nextDate",
  "state",
  "currency",
  "revenueMinor",
  "expenseMinor",
  "lineCount",
  "expensesOpen",
  "arrivalsOpen",
  "departuresOpen",
  "reason",
  "startedBy",
  "startedAt",
  "closedAt",
] as const satisfies (keyof DayClose)[];
const COLUMNS = columnsOf<DayClose>(FIELDS);

export const findClose = (db: Queryable, orgId: string, id: string): Promise<DayClose | null> =>
  findRow<DayClose>(db, "day_close", FIELDS, orgId, id);

/** The close, locked until the transaction ends. */
export const lockClose = (tx: Tx, orgId: string, id: string): Promise<DayClose | null> =>
  lockRow<DayClose>(tx, "day_close", FIELDS, orgId, id);

export const insertClose = (tx: Tx, orgId: string, close: DayClose): Promise<void> =>
  insertRow(tx, "day_close", orgId, close);

/** Writes the close over its last version. */
export const updateClose = (tx: Tx, orgId: string, close: DayClose): Promise<void> =>
  updateRow(tx, "day_close", orgId, close);

/** The close of that day, however far it has come. */
export async function findCloseOf(
  db: Queryable,
  orgId: string,
  propertyId: number,
  businessDate: string,
): Promise<DayClose | null> {
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM day_close WHERE org_id = $1 AND property_id = $2 AND business_date = $3`,
    [orgId, propertyId, businessDate],
  );
  return rows[0] === undefined ? null : fromRow<DayClose>(rows[0]);
}

/** The close of the property that has begun and not ended. */
export async function findRunning(db: Queryable, orgId: string, propertyId: number): Promise<DayClose | null> {
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM day_close WHERE org_id = $1 AND property_id = $2 AND state <> 'closed'`,
    [orgId, propertyId],
  );
  return rows[0] === undefined ? null : fromRow<DayClose>(rows[0]);
}

/** Every close that has begun and not ended. */
export async function listRunning(db: Queryable): Promise<{ orgId: string; close: DayClose }[]> {
  const { rows } = await db.query<{ org_id: string }>(
    `SELECT org_id, ${COLUMNS} FROM day_close WHERE state <> 'closed' ORDER BY id`,
  );
  return rows.map(({ org_id, ...row }) => ({ orgId: org_id, close: fromRow<DayClose>(row) }));
}

/** Business date and id of the last close of a page. */
export const closeCursor = keyset(tuple([iso.date(), uuid()]));
export type ClosePosition = [businessDate: string, id: string];

/** Whose closes; of one day where it is not null. */
interface CloseFilter {
  orgId: string;
  propertyId: number;
  businessDate: string | null;
}

/** A page of the property's closes, newest day first, after the position. */
export async function listClosePage(
  db: Queryable,
  { orgId, propertyId, businessDate }: CloseFilter,
  limit: number,
  after: ClosePosition | null,
): Promise<Page<DayClose>> {
  const { rows } = await db.query(
    `SELECT ${COLUMNS} FROM day_close WHERE org_id = $1 AND property_id = $2
       AND ($3::date IS NULL OR (business_date, id) < ($3, $4::uuid))
       AND ($5::date IS NULL OR business_date = $5)
     ORDER BY business_date DESC, id DESC LIMIT $6`,
    [orgId, propertyId, after?.[0] ?? null, after?.[1] ?? null, businessDate, limit + 1],
  );
  const closes = rows.map((row) => fromRow<DayClose>(row));
  return toPage(closes, limit, (last) => closeCursor.encode([last.businessDate, last.id]));
}

export async function insertTrialBalance(tx: Tx, closeId: string, lines: readonly TrialBalanceLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO trial_balance (close_id, account, currency, debit_minor, credit_minor)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[])`,
    [
      closeId,
      lines.map(({ account }) => account),
      lines.map(({ currency }) => currency),
      lines.map(({ debitMinor }) => debitMinor),
      lines.map(({ creditMinor }) => creditMinor),
    ],
  );
}

/** The trial balance of a close, by currency and account; empty until it is balanced. */
export async function listTrialBalance(db: Queryable, closeId: string): Promise<TrialBalanceLine[]> {
  const { rows } = await db.query(
    `SELECT account, currency, debit_minor, credit_minor FROM trial_balance WHERE close_id = $1
     ORDER BY currency COLLATE "C", account COLLATE "C"`,
    [closeId],
  );
  return rows.map((row) => fromRow<TrialBalanceLine>(row));
}
