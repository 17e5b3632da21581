import type { Grant } from "../../identity/contract/auth";
import { decideAccess } from "../../identity/contract/grants";
import type { Permission } from "../../identity/contract/permissions";
import type { FilePurpose } from "../contract/types";
import type { StoredFile } from "../domain/file";

/** Who wants to read, with the rights that hold now. */
export interface Reader {
  orgId: string;
  personId: string;
  grants: readonly Grant[];
}

type ReadRule = (file: StoredFile, reader: Reader) => boolean | Promise<boolean>;

const whoHolds =
  (permission: Permission): ReadRule =>
  ({ propertyId }, { grants }) =>
    decideAccess(grants, permission, propertyId).ok;

/**
 * Who may read what a file holds once it belongs to something (U8), by its purpose. A service whose subjects have rules of their own is
 * asked here, by an internal endpoint of it.
 */
const RULES: Record<FilePurpose, ReadRule> = {
  receipt: whoHolds("finance.revenue.read"),
  guest_document: whoHolds("uploads.restricted.read"),
  task_evidence: whoHolds("staff.member.read"),
  avatar: whoHolds("property.read"),
  // Members of the conversation, as soon as chat can be asked; until then nobody but who sent it.
  chat_attachment: ({ ownerId }, { personId }) => ownerId === personId,
};

/** Whether the reader may have the bytes of a readable file: its owner until it belongs to something, from then on by its purpose. */
export async function mayRead(file: StoredFile, reader: Reader): Promise<boolean> {
  if (file.orgId !== reader.orgId) return false;
  return file.state === "attached" ? RULES[file.purpose](file, reader) : file.ownerId === reader.personId;
}
