import log from "encore.dev/log";
import { toError } from "../../platform/failures";
import { finishClose } from "../engine/close-day";
import { listRunning } from "../store/day-close.store";
import { pool } from "../store/db";

/**
 * Goes on with every close that was cut off: by a crash, or since another service could not be reached. One that cannot go on is logged and
 * left to the next turn, and holds up no other.
 */
export async function resumeCloses(): Promise<void> {
  for (const { orgId, close } of await listRunning(pool)) {
    try {
      await finishClose(orgId, close);
    } catch (err) {
      log.error(toError(err), { during: "resuming closes", closeId: close.id });
    }
  }
}
