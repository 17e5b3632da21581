import { realtime, uploads } from "~encore/clients";
import log from "encore.dev/log";
import { appMeta } from "encore.dev";
import { toError } from "../../platform/failures";
import { pool } from "../store/db";
import { dueFileErasures, type FileErasure, postponeFileErasure, settleFileErasure } from "../store/file-erasure.store";
import { dueErasures, postponeErasures, settleErasures } from "../store/outbox.store";

const AT_A_TIME = 1000;

/** Who keeps what is to be erased. Doing it twice must do no harm. */
export interface Keepers {
  eraseEvents: (due: { orgId: string; eventIds: string[] }) => Promise<unknown>;
  eraseFiles: (due: FileErasure) => Promise<unknown>;
}

const KEEPERS: Keepers = {
  eraseEvents: (due) => realtime.erase(due),
  eraseFiles: ({ orgId, messageId, actorId }) =>
    uploads.eraseSubject({ orgId, kind: "message", id: messageId, actorId }),
};

/**
 * Takes the payload of every event that is due out of the log and all that keeps it, and has the files of deleted messages erased. What a
 * crash or an outage leaves is done at the next turn; one that fails is logged, and keeps no other from its turn.
 */
export async function eraseDue({ eraseEvents, eraseFiles } = KEEPERS): Promise<void> {
  for (const due of await dueErasures(pool, AT_A_TIME)) {
    const isErased = await succeeds(eraseEvents(due));
    await (isErased ? settleErasures : postponeErasures)(pool, due.eventIds);
  }
  for (const due of await dueFileErasures(pool, AT_A_TIME)) {
    const isErased = await succeeds(eraseFiles(due));
    await (isErased ? settleFileErasure : postponeFileErasure)(pool, due.messageId);
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (err) {
    log.error(toError(err), { during: "erasing" });
    return false;
  }
}

/** At once, beside the answer to whoever deleted; under a test runner tests do it themselves. */
export function eraseSoon(): void {
  if (appMeta().environment.type === "test") return;
  eraseDue().catch((err: unknown) => log.error(toError(err), { during: "erasing events" }));
}
