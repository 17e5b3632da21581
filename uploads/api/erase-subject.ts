import { api } from "encore.dev/api";
import type { SubjectKind } from "../contract/types";
import { endFile } from "../engine/erase-file";
import { pool } from "../store/db";
import { findFilesOf } from "../store/file.read";

interface EraseSubjectRequest {
  orgId: string;
  kind: SubjectKind;
  id: string;
  /** Who erases what they belong to. */
  actorId: string;
}

/** Erases the files of a subject that is erased: a deleted message. A repeat erases what is left. */
export const eraseSubject = api(
  { method: "POST", path: "/uploads/internal/erase-subject", expose: false },
  async ({ orgId, kind, id, actorId }: EraseSubjectRequest): Promise<void> => {
    for (const file of await findFilesOf(pool, orgId, { kind, id }))
      await endFile(file.id, "erased", actorId, () => true);
  },
);
