import { newId } from "../../platform/ids";
import type { Tx } from "../../platform/tx";
import type { StoredFile } from "../domain/file";
import { fileEvent } from "../domain/file-event";
import { appendUploadsEvents } from "../store/events.store";
import { insertFile, updateFile } from "../store/file.store";
import { insertProgress, type Progress } from "../store/upload.store";

/** Who changes what no person changes. */
export const SYSTEM = "system";

/** Writes a new file, with how far its bytes have come, and tells of it, as the last statements of the transaction. */
export async function storeNew(tx: Tx, file: StoredFile, progress: Progress): Promise<void> {
  await insertFile(tx, file);
  await insertProgress(tx, file.id, progress);
  await tell(tx, file, file.ownerId);
}

/** Writes a locked file as it is now and tells of it, as the last statements of the transaction. */
export async function storeChange(tx: Tx, file: StoredFile, actorId: string): Promise<void> {
  await updateFile(tx, file);
  await tell(tx, file, actorId);
}

const tell = (tx: Tx, file: StoredFile, actorId: string): Promise<void> =>
  appendUploadsEvents(tx, file.orgId, [fileEvent(file, newId(), actorId)]);
