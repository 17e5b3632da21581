import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Message } from "../contract/types";
import { type Access, type Actor, canModerate } from "./actor";
import { isError, readContent } from "./sending";

export interface EditRequest {
  version: number;
  /** Unchanged unless given, as `isPublic`. */
  content?: string;
  isPublic?: boolean;
}

export interface Edit {
  content: string;
  isPublic: boolean;
  /** From public to internal: those who are not internal must be told that it is gone. */
  hides: boolean;
  /** It says or shows the same as before. */
  changes: boolean;
}

type EditRefusal = "request_invalid" | "not_yours" | "not_internal" | "message_deleted" | "version_conflict";

/** What an edit by this actor makes of a message that they see (C6): its author alone changes it. */
export function decideEdit(
  message: Message,
  request: EditRequest,
  actor: Actor,
  access: Access,
): Outcome<Edit, EditRefusal> {
  if (message.senderId !== actor.personId) return refuse("not_yours");
  if (message.content === null) return refuse("message_deleted");
  if (message.version !== request.version) return refuse("version_conflict", { values: { version: message.version } });
  const isPublic = request.isPublic ?? message.isPublic;
  if (!isPublic && !access.isInternal) return refuse("not_internal");
  const content = request.content === undefined ? message.content : readContent(request.content);
  if (isError(content)) return refuse("request_invalid", { errors: [content] });
  const changes = content !== message.content || isPublic !== message.isPublic;
  return accept({ content, isPublic, hides: message.isPublic && !isPublic, changes });
}

/** Whether this actor may delete the message (C7): its author, moderators and admins. */
export function decideDelete(message: Message, actor: Actor, access: Access): Outcome<null, "not_yours"> {
  return message.senderId === actor.personId || canModerate(access) ? accept(null) : refuse("not_yours");
}
