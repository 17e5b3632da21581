import type { Tx } from "../../platform/tx";

/** "logp" in ASCII. */
const LOCK_KEY = 0x6c6f6770;

/** Takes the right to look after the partitions until the transaction ends; false while another process has it. */
export async function lockPartitions(tx: Tx): Promise<boolean> {
  // A flush must not wait long for a table lock that itself waits for a long read.
  await tx.query(`SET LOCAL lock_timeout = '2s'`);
  const { rows } = await tx.query<{ got: boolean }>(`SELECT pg_try_advisory_xact_lock($1) AS got`, [LOCK_KEY]);
  return rows[0]?.got === true;
}

/** Makes the partitions of so many days from the day of `from` (UTC) on; returns how many were missing. */
export async function makePartitions(tx: Tx, from: Date, days: number): Promise<number> {
  const { rows } = await tx.query<{ made: number }>(`SELECT make_log_partitions($1, $2) AS made`, [dayOf(from), days]);
  return rows[0]?.made ?? 0;
}

/** Drops what was made before the day of `day` (UTC); returns how many partitions went. */
export async function dropBefore(tx: Tx, day: Date): Promise<number> {
  const { rows } = await tx.query<{ dropped: number }>(`SELECT drop_log_before($1) AS dropped`, [dayOf(day)]);
  return rows[0]?.dropped ?? 0;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
