import { api } from "encore.dev/api";
import type { SubjectKind } from "../contract/types";
import { eraseSubject as erase } from "../engine/erase-subject";

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
    await erase(orgId, { kind, id }, actorId);
  },
);
