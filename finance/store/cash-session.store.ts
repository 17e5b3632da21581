import { type Page, toPage } from "../../platform/pages";
import { columnsOf, findRow, fromRow, insertRow, lockRow, updateRow } from "../../platform/rows";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { CashFlowTotal, CashSession, CashSessionState } from "../contract/cash-session";
import { revenueCursor as byInstant, type RevenuePosition as Position } from "./revenue.read";

const FIELDS = [
  "id",
  "version",
  "propertyId",
  "state",
  "businessDate",
  "currency",
  "floatMinor",
  "expectedMinor",
  "countedMinor",
  "varianceMinor",
  "reason",
  "cashierId",
  "openedAt",
  "countedBy",
  "countedAt",
  "closedBy",
  "closedAt",
] as const satisfies (keyof CashSession)[];

export const findSession = (db: Queryable, orgId: string, id: string): Promise<CashSession | null> =>
  findRow<CashSession>(db, "cash_session", FIELDS, orgId, id);

/** The session, locked until the transaction ends; waits for whoever is booking into its drawer. */
export const lockSession = (tx: Tx, orgId: string, id: string): Promise<CashSession | null> =>
  lockRow<CashSession>(tx, "cash_session", FIELDS, orgId, id);

export const insertSession = (tx: Tx, orgId: string, session: CashSession): Promise<void> =>
  insertRow(tx, "cash_session", orgId, session);

/** Writes the session over its last version. */
export const updateSession = (tx: Tx, orgId: string, session: CashSession): Promise<void> =>
  updateRow(tx, "cash_session", orgId, session);

/** Whether the person has a drawer open there; until the transaction ends they open none by another one. */
export async function hasDrawer(tx: Tx, orgId: string, propertyId: number, cashierId: string): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cash'), hashtext($1))::text`, [cashierId]);
  const { rowCount } = await tx.query(
    `SELECT FROM cash_session WHERE org_id = $1 AND property_id = $2 AND cashier_id = $3 AND state = 'open'`,
    [orgId, propertyId, cashierId],
  );
  return rowCount === 1;
}

/** What went through the drawer so far, by way. An expense that was rejected is no longer paid out. */
export async function sumFlows(db: Queryable, sessionId: string): Promise<CashFlowTotal[]> {
  const { rows } = await db.query(
    `SELECT flow, count(*) AS count, sum(amount_minor)::bigint AS amount_minor FROM (
       SELECT CASE WHEN reversal_of IS NULL THEN 'taken' ELSE 'given_back' END AS flow, amount_minor
       FROM revenue WHERE cash_session_id = $1
       UNION ALL
       SELECT CASE WHEN reversal_of IS NULL THEN 'paid_out' ELSE 'returned' END,
              CASE WHEN reversal_of IS NULL THEN -amount_minor ELSE amount_minor END
       FROM expense WHERE cash_session_id = $1 AND state <> 'rejected') AS line
     GROUP BY flow ORDER BY flow`,
    [sessionId],
  );
  return rows.map((row) => fromRow<CashFlowTotal>(row));
}

/** Keeps what went through the drawer beside its count. */
export async function insertFlows(tx: Tx, sessionId: string, flows: readonly CashFlowTotal[]): Promise<void> {
  await tx.query(
    `INSERT INTO cash_flow (session_id, flow, count, amount_minor)
     SELECT $1, * FROM unnest($2::text[], $3::int[], $4::bigint[])`,
    [
      sessionId,
      flows.map(({ flow }) => flow),
      flows.map(({ count }) => count),
      flows.map(({ amountMinor }) => amountMinor),
    ],
  );
}

/** What went through the drawer until it was counted; empty before. */
export async function listFlows(db: Queryable, sessionId: string): Promise<CashFlowTotal[]> {
  const { rows } = await db.query(
    `SELECT flow, count, amount_minor FROM cash_flow WHERE session_id = $1 ORDER BY flow COLLATE "C"`,
    [sessionId],
  );
  return rows.map((row) => fromRow<CashFlowTotal>(row));
}

export interface SessionFilter {
  orgId: string;
  propertyId: number;
  state: CashSessionState | null;
  cashierId: string | null;
  /** Business dates, both included. */
  from: string | null;
  to: string | null;
}

/** A page of sessions, newest first, after the position. */
export async function listSessionPage(
  db: Queryable,
  { orgId, propertyId, state, cashierId, from, to }: SessionFilter,
  limit: number,
  after: Position | null,
): Promise<Page<CashSession>> {
  const { rows } = await db.query(
    `SELECT ${columnsOf<CashSession>(FIELDS)} FROM cash_session
     WHERE org_id = $1 AND property_id = $2
       AND ($3::text IS NULL OR state = $3) AND ($4::uuid IS NULL OR cashier_id = $4)
       AND ($5::date IS NULL OR business_date >= $5) AND ($6::date IS NULL OR business_date <= $6)
       AND ($7::timestamptz IS NULL OR (opened_at, id) < ($7, $8::uuid))
     ORDER BY opened_at DESC, id DESC LIMIT $9`,
    [orgId, propertyId, state, cashierId, from, to, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const sessions = rows.map((row) => fromRow<CashSession>(row));
  return toPage(sessions, limit, (last) => byInstant.encode([last.openedAt, last.id]));
}
