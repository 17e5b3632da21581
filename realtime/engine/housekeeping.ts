import type { Pool } from "pg";
import { inTx } from "../../platform/tx";
import { dropBefore, lockPartitions, makePartitions } from "../store/partitions.store";

const DAY_MS = 24 * 3600 * 1000;
/** Events can be replayed for so many days. */
export const KEEP_DAYS = 7;
/** Partitions made ahead; while they are missing the default partition takes the events. */
const AHEAD_DAYS = 3;

/** Makes the partitions of the coming days and drops those that are older than the retention. One process at a time. */
export async function tidyLog(pool: Pool, now: Date): Promise<void> {
  await inTx(pool, async (tx) => {
    if (!(await lockPartitions(tx))) return;
    await makePartitions(tx, now, AHEAD_DAYS);
  });
  await inTx(pool, async (tx) => {
    if (!(await lockPartitions(tx))) return;
    await dropBefore(tx, new Date(now.getTime() - KEEP_DAYS * DAY_MS));
  });
}
