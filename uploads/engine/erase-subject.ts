import { clock } from "../../platform/clock";
import { inTx } from "../../platform/tx";
import type { FileSubject } from "../contract/types";
import { pool } from "../store/db";
import { findFilesOf } from "../store/file.read";
import { lockSubject, markErased } from "../store/subject.store";
import { endFile } from "./erase-file";

const AT_A_TIME = 20;

/** Erases all files of a subject that is gone; what is being given to it comes before and goes too, or is refused. */
export async function eraseSubject(orgId: string, subject: FileSubject, actorId: string): Promise<void> {
  await inTx(pool, async (tx) => {
    await lockSubject(tx, orgId, subject);
    await markErased(tx, orgId, subject, clock.now());
  });
  for (;;) {
    const files = await findFilesOf(pool, orgId, subject, AT_A_TIME);
    if (files.length === 0) return;
    for (const { id } of files) await endFile(id, "erased", actorId, () => true);
  }
}
