import { finishClose } from "../engine/close-day";
import { listRunning } from "../store/day-close.store";
import { pool } from "../store/db";

/** Goes on with every close that was cut off: by a crash, or since another service could not be reached. */
export async function resumeCloses(): Promise<void> {
  for (const { orgId, close } of await listRunning(pool)) await finishClose(orgId, close);
}
