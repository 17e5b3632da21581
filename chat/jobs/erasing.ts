import { realtime, uploads } from "~encore/clients";
import log from "encore.dev/log";
import { appMeta } from "encore.dev";
import { toError } from "../../platform/failures";
import { pool } from "../store/db";
import { dueFileErasures, settleFileErasure } from "../store/file-erasure.store";
import { dueErasures, settleErasures } from "../store/outbox.store";

const AT_A_TIME = 1000;

/**
 * Takes the payload of every event that is due out of the log and all that keeps it, and has the files of deleted messages erased. What a
 * crash or an outage leaves is done at the next turn; doing it twice does no harm. Returns how many events were due.
 */
export async function eraseDue(): Promise<number> {
  const due = await dueErasures(pool, AT_A_TIME);
  for (const { orgId, eventIds } of due) {
    await realtime.erase({ orgId, eventIds });
    await settleErasures(pool, eventIds);
  }
  for (const { orgId, messageId, actorId } of await dueFileErasures(pool, AT_A_TIME)) {
    await uploads.eraseSubject({ orgId, kind: "message", id: messageId, actorId });
    await settleFileErasure(pool, messageId);
  }
  return due.reduce((sum, { eventIds }) => sum + eventIds.length, 0);
}

/** At once, beside the answer to whoever deleted; under a test runner tests do it themselves. */
export function eraseSoon(): void {
  if (appMeta().environment.type === "test") return;
  eraseDue().catch((err: unknown) => log.error(toError(err), { during: "erasing events" }));
}
