import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo } from "../contract/types";
import { namedInfo } from "../domain/file";
import { attachFiles } from "../engine/attach-files";
import { SUBJECTS } from "../engine/subjects";
import { subjectOf } from "./subject-of";

interface AttachToSubjectRequest {
  /** `expense`, `id_document`, `task` or `message`. */
  kind: string;
  id: string;
  /** The caller's own, ready, uploaded for what such a subject takes. */
  fileIds: string[] & MinLen<1> & MaxLen<20>;
}

interface AttachToSubjectResponse {
  files: FileInfo[];
}

/**
 * Gives files of the caller to an expense, a guest's document, a task or a message of theirs, all or none. A repeat changes nothing. From
 * then on who may read the subject may read them (U8, U10).
 */
export const attachToSubject = api(
  { method: "POST", path: "/uploads/subjects/:kind/:id/files", expose: true, auth: true },
  async ({ id, fileIds, ...request }: AttachToSubjectRequest): Promise<AttachToSubjectResponse> => {
    const { orgId, userID: personId } = caller();
    const { kind, propertyId, mayAttach } = await subjectOf(request.kind, id);
    const { purpose, attach } = SUBJECTS[kind];
    if (attach !== null && propertyId !== null) requirePermission(attach, propertyId);
    if (!mayAttach) orThrow(refuse("subject_not_found", { values: { kind } }), uploadsErrors);
    const outcome = await attachFiles({ orgId, propertyId, personId, purpose, subject: { kind, id }, fileIds });
    return { files: orThrow(outcome, uploadsErrors).map(namedInfo) };
  },
);
