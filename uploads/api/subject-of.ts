import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { uploadsErrors } from "../contract/errors";
import type { SubjectKind } from "../contract/types";
import { type SubjectAccess, SUBJECTS } from "../engine/subjects";

/** What the caller may do with a subject's files. One that they may not see and one that does not exist answer alike. */
export async function subjectOf(kind: string, id: string): Promise<SubjectAccess & { kind: SubjectKind }> {
  if (!isKind(kind)) {
    const message = `${JSON.stringify(kind.slice(0, 40))} is none of ${Object.keys(SUBJECTS).join(", ")}`;
    return invalidRequest({ path: "kind", code: "not_allowed", message });
  }
  const { orgId, userID: personId, grants } = caller();
  const found = isUuid(id) ? await SUBJECTS[kind].find({ orgId, personId, grants }, id) : null;
  return orThrow(
    found === null ? refuse("subject_not_found", { values: { kind } }) : accept({ ...found, kind }),
    uploadsErrors,
  );
}

const isKind = (text: string): text is SubjectKind => Object.hasOwn(SUBJECTS, text);
