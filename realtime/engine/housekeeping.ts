import type { Pool } from "pg";
import { inTx } from "../../platform/tx";
import { forgetErased } from "../store/erasure.store";
import { dropBefore, lockPartitions, makePartitions } from "../store/partitions.store";
import { deleteOutlived, findOutlived, longestKeepDays, stopKeeping } from "../store/retention.store";

const DAY_MS = 24 * 3600 * 1000;
/** Events can be replayed for so many days, unless their organisation has set another number. */
export const KEEP_DAYS = 7;
/** Partitions made ahead; while they are missing the default partition takes the events. */
const AHEAD_DAYS = 3;

/**
 * Makes the partitions of the coming days and drops those that nobody keeps any more. Where one organisation keeps its events longer
 * than another, a partition stays until the longest time is over, and the others' rows are deleted from it. One process at a time.
 */
export async function tidyLog(pool: Pool, now: Date): Promise<void> {
  await inTx(pool, async (tx) => {
    if (!(await lockPartitions(tx))) return;
    await makePartitions(tx, now, AHEAD_DAYS);
  });
  await inTx(pool, async (tx) => {
    if (!(await lockPartitions(tx))) return;
    const days = await longestKeepDays(tx, KEEP_DAYS);
    await dropBefore(tx, new Date(now.getTime() - days * DAY_MS));
  });
  await trimLog(pool, now);
  await forgetErased(pool, now);
}

/** Every process may do this at a time: what one has deleted the other does not find. */
async function trimLog(pool: Pool, now: Date): Promise<void> {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  for (const outlived of await findOutlived(pool, today, KEEP_DAYS)) {
    await inTx(pool, (tx) => stopKeeping(tx, outlived));
    while (await deleteOutlived(pool, outlived));
  }
}
