import type { Tx } from "../../platform/tx";

/** When the person sent their newest messages, ascending; locked for the rest of the transaction. */
export async function lockSent(tx: Tx, orgId: string, personId: string): Promise<Date[]> {
  const { rows } = await tx.query<{ sent: Date[] }>(
    `INSERT INTO send_rate AS r (org_id, person_id) VALUES ($1, $2)
     ON CONFLICT (org_id, person_id) DO UPDATE SET sent = r.sent RETURNING sent`,
    [orgId, personId],
  );
  return rows[0]?.sent ?? [];
}

export async function keepSent(tx: Tx, orgId: string, personId: string, sent: readonly Date[]): Promise<void> {
  await tx.query(`UPDATE send_rate SET sent = $3 WHERE org_id = $1 AND person_id = $2`, [orgId, personId, sent]);
}
