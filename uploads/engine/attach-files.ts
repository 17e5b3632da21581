import { clock } from "../../platform/clock";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import type { FilePurpose, FileSubject } from "../contract/types";
import { attached, type StoredFile } from "../domain/file";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { lockFile } from "../store/file.store";
import { isErased, lockSubject } from "../store/subject.store";
import { storeChange } from "./change-file";

export interface Attachment {
  orgId: string;
  /** Null: files of any property. */
  propertyId: number | null;
  /** Who attaches: the owner of the files. */
  personId: string;
  purpose: FilePurpose;
  subject: FileSubject;
  fileIds: readonly string[];
}

type AttachRefusal = "subject_not_found" | "file_not_found" | "file_not_ready" | "file_attached";

/**
 * Gives files to what they were uploaded for, all or none. Those that it has already stay as they are. A subject that was erased since
 * its owner was asked for it is none any more.
 */
export async function attachFiles(attachment: Attachment): Promise<Outcome<StoredFile[], AttachRefusal>> {
  const now = clock.now();
  const { orgId, subject } = attachment;
  const outcome = await inTx(pool, async (tx): Promise<Outcome<StoredFile[], AttachRefusal>> => {
    await lockSubject(tx, orgId, subject);
    if (await isErased(tx, orgId, subject)) return refuse("subject_not_found", { values: { kind: subject.kind } });
    const files: StoredFile[] = [];
    // In the order of their ids, so that two attachments of the same files cannot wait for each other.
    for (const id of [...new Set(attachment.fileIds)].toSorted()) {
      const file = await lockFile(tx, id);
      const decided = decide(file, attachment);
      if (!decided.ok) return decided;
      files.push(decided.value);
    }
    const changed = files.map((file) => (file.state === "ready" ? attached(file, subject, now) : file));
    for (const file of changed) if (!files.includes(file)) await storeChange(tx, file, attachment.personId);
    return accept(changed);
  });
  relay.wake();
  return outcome;
}

function decide(file: StoredFile | null, of: Attachment): Outcome<StoredFile, AttachRefusal> {
  const isTheirs = file !== null && file.orgId === of.orgId && file.ownerId === of.personId;
  const isThere = of.propertyId === null || file?.propertyId === of.propertyId;
  if (!isTheirs || !isThere || file.purpose !== of.purpose) return refuse("file_not_found");
  if (file.state === "ready") return accept(file);
  if (file.state !== "attached") return refuse("file_not_ready", { values: { id: file.id, state: file.state } });
  const isSame = file.subject?.kind === of.subject.kind && file.subject.id === of.subject.id;
  return isSame ? accept(file) : refuse("file_attached", { values: { kind: file.subject?.kind ?? "" } });
}
