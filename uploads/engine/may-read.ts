import { chat } from "~encore/clients";
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

/** Who may read what a file holds once it belongs to something (U8), by its purpose. A message's members are known to chat alone. */
const RULES: Record<FilePurpose, ReadRule> = {
  receipt: whoHolds("finance.expense.read"),
  guest_document: whoHolds("guest.identity.read"),
  task_evidence: whoHolds("task.read"),
  avatar: whoHolds("property.read"),
  chat_attachment: async ({ subject }, { orgId, personId, grants }) => {
    const message = { orgId, personId, grants: [...grants], id: subject?.id ?? "" };
    return (await chat.messageAccess(message)).found;
  },
};

/** Whether the reader may have the bytes of a readable file: its owner until it belongs to something, from then on by its purpose. */
export async function mayRead(file: StoredFile, reader: Reader): Promise<boolean> {
  if (file.orgId !== reader.orgId) return false;
  return file.state === "attached" ? RULES[file.purpose](file, reader) : file.ownerId === reader.personId;
}
