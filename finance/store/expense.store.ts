import { toPage, type Page } from "../../platform/pages";
import { anywhere } from "../../platform/request-fields";
import { columnsOf, findRow, fromRow, insertRow, lockRow, updateRow } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { Expense, ExpenseCategory, ExpenseState } from "../contract/types";
import { revenueCursor as byInstant, type RevenuePosition as Position } from "./revenue.read";

const FIELDS = [
  "id",
  "version",
  "propertyId",
  "state",
  "category",
  "vendor",
  "amountMinor",
  "taxMinor",
  "currency",
  "paymentMode",
  "bankReference",
  "businessDate",
  "description",
  "receiptFileId",
  "reversalOf",
  "submittedBy",
  "submittedAt",
  "decidedBy",
  "decidedAt",
  "reason",
] as const satisfies (keyof Expense)[];

export const findExpense = (db: Queryable, orgId: string, id: string): Promise<Expense | null> =>
  findRow<Expense>(db, "expense", FIELDS, orgId, id);

/** The expense, locked until the transaction ends. */
export const lockExpense = (tx: Tx, orgId: string, id: string): Promise<Expense | null> =>
  lockRow<Expense>(tx, "expense", FIELDS, orgId, id);

/** @param cashSessionId the drawer that it is paid out of or comes back to */
export const insertExpense = (tx: Tx, orgId: string, expense: Expense, cashSessionId: string | null): Promise<void> =>
  insertRow(tx, "expense", orgId, { ...expense, cashSessionId });

/** Writes the expense over its last version. */
export const updateExpense = (tx: Tx, orgId: string, expense: Expense): Promise<void> =>
  updateRow(tx, "expense", orgId, expense);

/** Whether an expense with that id can be made: nobody has, and nobody else does until the transaction ends. */
export async function holdNewExpense(tx: Tx, id: string): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [`expense ${id}`]);
  const { rowCount } = await tx.query(`SELECT 1 FROM expense WHERE id = $1`, [id]);
  return rowCount === 0;
}

export interface ExpenseFilter {
  orgId: string;
  propertyId: number;
  /** Business dates, both included. */
  from: string | null;
  to: string | null;
  state: ExpenseState | null;
  category: ExpenseCategory | null;
  submittedBy: string | null;
  /** Part of the vendor, description or bank reference, in either case. */
  q: string | null;
}

/** A page of expenses, newest first, after the position. */
export async function listExpensePage(
  db: Queryable,
  filter: ExpenseFilter,
  limit: number,
  after: Position | null,
): Promise<Page<Expense>> {
  const { orgId, propertyId, from, to, state, category, submittedBy, q } = filter;
  const { rows } = await db.query(
    `SELECT ${columnsOf<Expense>(FIELDS)} FROM expense
     WHERE org_id = $1 AND property_id = $2
       AND ($3::date IS NULL OR business_date >= $3) AND ($4::date IS NULL OR business_date <= $4)
       AND ($5::text IS NULL OR state = $5) AND ($6::text IS NULL OR category = $6)
       AND ($7::text IS NULL OR vendor ILIKE $7 OR description ILIKE $7 OR bank_reference ILIKE $7)
       AND ($11::uuid IS NULL OR submitted_by = $11)
       AND ($8::timestamptz IS NULL OR (submitted_at, id) < ($8, $9::uuid))
     ORDER BY submitted_at DESC, id DESC LIMIT $10`,
    [
      orgId,
      propertyId,
      from,
      to,
      state,
      category,
      anywhere(q),
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
      submittedBy,
    ],
  );
  const expenses = rows.map((row) => fromRow<Expense>(row));
  return toPage(expenses, limit, (last) => byInstant.encode([last.submittedAt, last.id]));
}
