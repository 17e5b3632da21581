import { clock } from "../../platform/clock";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { gone, isGone, type StoredFile } from "../domain/file";
import { eraseSoon } from "../jobs/erasing";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { eraseNaming } from "../store/erasure.store";
import { lockFile, markDropped, reserveBytes } from "../store/file.store";
import { dropObjects } from "../store/objects";
import { storeChange } from "./change-file";
import { dropParts, dropProgress } from "../store/upload.store";

/** Ends a file and removes its bytes; with an erased one its name goes, wherever it was told. One that is gone already stays as it is. */
export async function endFile(
  id: string,
  state: "expired" | "erased",
  actorId: string,
  mayEnd: (file: StoredFile) => boolean,
): Promise<Outcome<StoredFile, "upload_not_found" | "file_attached">> {
  const now = clock.now();
  const outcome = await inTx(pool, async (tx): Promise<Outcome<StoredFile, "upload_not_found" | "file_attached">> => {
    const file = await lockFile(tx, id);
    if (file === null) return refuse("upload_not_found");
    if (isGone(file.state)) return accept(file);
    if (!mayEnd(file)) return refuse("file_attached", { values: { kind: file.subject?.kind ?? "" } });
    await dropProgress(tx, id);
    await dropParts(tx, id);
    await reserveBytes(tx, file.orgId, -file.size, 0);
    if (state === "erased") await eraseNaming(tx, file.orgId, id);
    const ended = gone(file, state, now);
    await storeChange(tx, ended, actorId);
    return accept(ended);
  });
  relay.wake();
  eraseSoon();
  if (outcome.ok) await dropBytes(outcome.value);
  return outcome;
}

/** Removes the objects of a file that is gone. Should the process die before, the sweep does it. */
export async function dropBytes(file: StoredFile): Promise<void> {
  await dropObjects(file.orgId, file.id);
  await markDropped(pool, file.id);
}
