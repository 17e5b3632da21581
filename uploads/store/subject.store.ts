import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { FileSubject } from "../contract/types";

/** Until the end of the transaction nobody else gives files to the subject or erases it. */
export async function lockSubject(tx: Tx, orgId: string, { kind, id }: FileSubject): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [`${orgId} ${kind} ${id}`]);
}

/** Whether the subject was erased lately. */
export async function isErased(db: Queryable, orgId: string, { kind, id }: FileSubject): Promise<boolean> {
  const { rowCount } = await db.query(`SELECT FROM erased_subject WHERE (org_id, kind, id) = ($1, $2, $3)`, [
    orgId,
    kind,
    id,
  ]);
  return rowCount === 1;
}

export async function markErased(db: Queryable, orgId: string, { kind, id }: FileSubject, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO erased_subject (org_id, kind, id, erased_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [orgId, kind, id, now],
  );
}

export async function dropErased(db: Queryable, before: Date): Promise<void> {
  await db.query(`DELETE FROM erased_subject WHERE erased_at < $1`, [before]);
}
