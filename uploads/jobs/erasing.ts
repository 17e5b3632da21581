import { realtime } from "~encore/clients";
import log from "encore.dev/log";
import { appMeta } from "encore.dev";
import { each } from "../../platform/background";
import { toError } from "../../platform/failures";
import { pool } from "../store/db";
import { dueErasures, settleErasures } from "../store/erasure.store";

const NAME = "erasing events";
/** What realtime takes in one call. */
const AT_A_TIME = 1000;

/**
 * Takes the payload of every event that told the name of an erased file out of the log and all that keeps it. What a crash or an outage
 * leaves is done at the next turn; doing it twice does no harm.
 */
export async function eraseDue(): Promise<void> {
  await each(NAME, await dueErasures(pool, AT_A_TIME), async ({ orgId, eventIds }) => {
    await realtime.erase({ orgId, eventIds });
    await settleErasures(pool, eventIds);
  });
}

/** At once, beside the answer to whoever erased; under a test runner tests do it themselves. */
export function eraseSoon(): void {
  if (appMeta().environment.type === "test") return;
  eraseDue().catch((err: unknown) => log.error(toError(err), { during: NAME }));
}
