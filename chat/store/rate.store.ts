import type { Tx } from "../../platform/tx";
import type { Paced } from "../domain/rate";

/** When the person last did it, ascending; locked for the rest of the transaction. */
export async function lockTimes(tx: Tx, orgId: string, personId: string, what: Paced): Promise<Date[]> {
  const { rows } = await tx.query<{ times: Date[] }>(
    `INSERT INTO pace AS p (org_id, person_id, what) VALUES ($1, $2, $3)
     ON CONFLICT (org_id, person_id, what) DO UPDATE SET times = p.times RETURNING times`,
    [orgId, personId, what],
  );
  return rows[0]?.times ?? [];
}

export async function keepTimes(
  tx: Tx,
  orgId: string,
  personId: string,
  what: Paced,
  times: readonly Date[],
): Promise<void> {
  await tx.query(`UPDATE pace SET times = $4 WHERE org_id = $1 AND person_id = $2 AND what = $3`, [
    orgId,
    personId,
    what,
    times,
  ]);
}
