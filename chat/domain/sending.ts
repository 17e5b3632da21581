import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { Message } from "../contract/types";
import type { Access, Actor } from "./actor";

export const CONTENT_LENGTH = 5000;

export interface SendRequest {
  content: string;
  /** Public unless it says otherwise. */
  isPublic?: boolean;
  replyToId?: string;
  mentions?: string[];
  clientMessageId?: string;
}

/** What a message takes from its surroundings. */
export interface Sending {
  id: string;
  now: Date;
  actor: Actor;
  access: Access;
  /** The message replied to, as far as the sender sees it there. */
  replyTo: Message | null;
  /** Who is in the conversation now, and whether they are internal. */
  members: ReadonlyMap<string, { isInternal: boolean }>;
}

/** A message without its place in the conversation, which it gets under the conversation's lock. */
export type NewMessage = Omit<Message, "no">;

type SendRefusal = "request_invalid" | "not_internal";

/** The message that a request sends, or everything that is wrong with it at once (C3, C4). */
export function decideSend(request: SendRequest, sending: Sending): Outcome<NewMessage, SendRefusal> {
  const { id, now, actor, access, replyTo, members } = sending;
  const isPublic = request.isPublic ?? true;
  if (!isPublic && !access.isInternal) return refuse("not_internal");
  const content = readContent(request.content);
  const mentions = readMentions(request.mentions ?? [], members, isPublic);
  const reply = readReply(request.replyToId, replyTo);
  const errors = [content, mentions, reply].filter(isError);
  if (isError(content) || isError(mentions) || isError(reply)) return refuse("request_invalid", { errors });
  return accept({
    id,
    version: 1,
    conversationId: access.conversation.id,
    propertyId: access.conversation.propertyId,
    senderId: actor.personId,
    senderType: actor.senderType,
    clientMessageId: request.clientMessageId ?? null,
    content,
    isPublic,
    replyToId: reply,
    mentions,
    reactions: [],
    createdAt: now.toISOString(),
    editedAt: null,
    deletedAt: null,
  });
}

/** Text of at most 5,000 characters with something in it. */
export function readContent(text: string): string | FieldError {
  const content = readText("content", text, CONTENT_LENGTH);
  if (content !== null) return content;
  return { path: "content", code: "missing", message: "is empty; write at least one character" };
}

const CLIENT_ID = /^[A-Za-z0-9_.:-]{1,64}$/;

/** What is wrong with the sender's own name for a message; null when nothing is, or none was given. */
export function checkClientId(clientMessageId: string | undefined): FieldError | null {
  if (clientMessageId === undefined || CLIENT_ID.test(clientMessageId)) return null;
  return { path: "clientMessageId", code: "not_a_name", message: "takes 1 to 64 letters, digits and -_.:" };
}

function readReply(replyToId: string | undefined, replyTo: Message | null): string | null | FieldError {
  if (replyToId === undefined) return null;
  if (replyTo !== null) return replyTo.id;
  return { path: "replyToId", code: "unknown", message: `is no message of this conversation: ${replyToId}` };
}

/** Only who is in the conversation can be mentioned, and in an internal message only who sees it. */
export function readMentions(
  mentions: readonly string[],
  members: Sending["members"],
  isPublic: boolean,
): string[] | FieldError {
  const ids = [...new Set(mentions)];
  const stranger = ids.find((id) => {
    const member = members.get(id);
    return member === undefined || !(isPublic || member.isInternal);
  });
  if (stranger === undefined) return ids;
  return { path: "mentions", code: "no_reader", message: `${stranger} does not see this message` };
}

export const isError = (value: unknown): value is FieldError =>
  typeof value === "object" && value !== null && "path" in value;
