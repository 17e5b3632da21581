import { chat, finance, guest, staff } from "~encore/clients";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import type { FilePurpose, SubjectKind } from "../contract/types";
import type { Reader } from "./may-read";

/** What a person may do with the files of a subject that they may see. */
export interface SubjectAccess {
  /** Null: it belongs to no property, and a file of any may be given to it. */
  propertyId: number | null;
  mayAttach: boolean;
}

interface SubjectRule {
  /** What its files were uploaded for. */
  purpose: FilePurpose;
  /** What one needs to give files to it; null where who may is no matter of permission. */
  attach: Permission | null;
  /** Asks whom the subject belongs to; null when there is none with the id that this person may see. */
  find(reader: Reader, id: string): Promise<SubjectAccess | null>;
}

interface Place {
  /** Null when there is no such subject. */
  propertyId: number | null;
}

/** A subject of a property, whose files are read and brought by permission there. */
const ofProperty = (
  purpose: FilePurpose,
  place: (subject: { orgId: string; id: string }) => Promise<Place>,
  read: Permission,
  attach: Permission,
): SubjectRule => ({
  purpose,
  attach,
  async find({ orgId, grants }, id) {
    const { propertyId } = await place({ orgId, id });
    if (propertyId === null || !decideAccess(grants, read, propertyId).ok) return null;
    return { propertyId, mayAttach: decideAccess(grants, attach, propertyId).ok };
  },
});

/** What files can be given to, and who may see and bring them there (U8, U10). */
export const SUBJECTS: Readonly<Record<SubjectKind, SubjectRule>> = {
  expense: ofProperty("receipt", (it) => finance.expensePlace(it), "finance.expense.read", "finance.expense.submit"),
  id_document: ofProperty(
    "guest_document",
    (it) => guest.documentPlace(it),
    "guest.restricted.read",
    "guest.stay.write",
  ),
  task: ofProperty("task_evidence", (it) => staff.taskPlace(it), "task.read", "task.work"),
  message: {
    purpose: "chat_attachment",
    attach: null,
    async find({ orgId, personId, grants }, id) {
      const { found, propertyId, isSender } = await chat.messageAccess({ orgId, personId, grants: [...grants], id });
      return found ? { propertyId, mayAttach: isSender } : null;
    },
  },
};
