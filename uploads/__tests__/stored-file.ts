import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import type { StoredFile } from "../domain/file";
import { RunningHash } from "../domain/running-hash";
import { decideUpload } from "../domain/upload-request";
import { storeNew } from "../engine/change-file";
import { QUOTA_BYTES } from "../engine/limits";
import { pool } from "../store/db";
import { reserveBytes } from "../store/file.store";

/** A video of so many bytes that somebody of an organisation of their own has begun to upload; `more` makes it another. */
export async function storedFile(size: number, more: Partial<StoredFile> = {}): Promise<StoredFile> {
  const now = new Date();
  const request = { purpose: "task_evidence", propertyId: 1, name: "leak.mp4", size };
  const decided = decideUpload(request, { id: newId(), orgId: newId(), personId: newId(), now });
  if (!decided.ok) throw new Error(decided.reason);
  const file = { ...decided.value, ...more };
  const expiresAt = new Date(now.getTime() + 3_600_000);
  const progress = { received: 0, hashState: new RunningHash().save(), toldAt: now, expiresAt };
  await inTx(pool, async (tx) => {
    await reserveBytes(tx, file.orgId, size, QUOTA_BYTES);
    await storeNew(tx, file, progress);
  });
  return file;
}
