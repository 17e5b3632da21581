import { each } from "../../platform/background";
import { clock } from "../../platform/clock";
import { inTx } from "../../platform/tx";
import { isOpen } from "../domain/file";
import { SYSTEM } from "../engine/change-file";
import { check } from "../engine/checks";
import { dropBytes, endFile } from "../engine/erase-file";
import { CHECK_LASTS_MS, ORPHAN_MS } from "../engine/limits";
import { pool } from "../store/db";
import { dropLinkKeys } from "../store/link-key.store";
import { findOverdue, findStuck, findUndropped, tryAlone } from "../store/sweep.read";
import { dropErased } from "../store/subject.store";

export const SWEEP_EVERY_MS = 60_000;
const NAME = "sweeping uploads";
/** Of each kind, in one turn. */
const AT_MOST = 100;
/** What a request has just done is still being looked after by it. */
const SETTLED_MS = 30_000;
/** Longer than it takes from asking for a subject to giving files to it. */
const ERASED_KEPT_MS = 3_600_000;

/**
 * Ends uploads that were not finished in time and files that never came to belong to anything, checks what was not checked, and removes
 * the bytes that a dead process left. One process at a time; what fails is tried again at the next turn.
 */
export async function sweep(): Promise<void> {
  await inTx(pool, async (tx) => {
    if (!(await tryAlone(tx))) return;
    const now = clock.now();
    const before = (ms: number): Date => new Date(now.getTime() - ms);
    await each(NAME, await findOverdue(pool, now, AT_MOST), (id) =>
      endFile(id, "expired", SYSTEM, (file) => isOpen(file.state)),
    );
    await each(NAME, await findStuck(pool, "ready", before(ORPHAN_MS), AT_MOST), (id) =>
      endFile(id, "expired", SYSTEM, (file) => file.state === "ready"),
    );
    const unchecked = await findStuck(pool, "uploaded", before(SETTLED_MS), AT_MOST);
    const broken = await findStuck(pool, "checking", before(CHECK_LASTS_MS), AT_MOST);
    await each(NAME, [...unchecked, ...broken], check);
    await each(NAME, await findUndropped(pool, before(SETTLED_MS), AT_MOST), dropBytes);
    await dropLinkKeys(pool, now);
    await dropErased(pool, before(ERASED_KEPT_MS));
  });
}
