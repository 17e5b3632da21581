import type {
  ConversationChangedV1,
  ConversationEventType,
  MemberChangedV1,
  MemberEventType,
  MessageChangedV1,
  MessageEventType,
  MessageHiddenV1,
} from "../contract/events";
import type { Conversation, Member, Message } from "../contract/types";

/** When, by whom and under which id something is told. */
export interface Occasion {
  eventId: string;
  at: string;
  actorId: string;
}

/** What everybody in the conversation is told, and what internal members alone are (C12). */
function envelope({ eventId, at, actorId }: Occasion, { id, kind, propertyId }: Conversation, isPublic: boolean) {
  return {
    id: eventId,
    v: 1 as const,
    at,
    propertyId,
    actorId,
    class: isPublic ? ("normal" as const) : ("restricted" as const),
    ...(kind !== "visitor" && { conversationId: id }),
  };
}

export function conversationEvent(
  type: ConversationEventType,
  conversation: Conversation,
  occasion: Occasion,
): ConversationChangedV1 {
  const { version, propertyId: _, ...data } = conversation;
  const entity = { kind: "conversation", id: conversation.id, version };
  return { ...envelope(occasion, conversation, true), type, entity, data };
}

export function memberEvent(
  type: MemberEventType,
  member: Member,
  conversation: Conversation,
  occasion: Occasion,
): MemberChangedV1 {
  const { version, propertyId: _, ...data } = member;
  return { ...envelope(occasion, conversation, true), type, entity: { kind: "member", id: member.id, version }, data };
}

export function messageEvent(
  type: MessageEventType,
  message: Message,
  conversation: Conversation,
  occasion: Occasion,
): MessageChangedV1 {
  const { version, propertyId: _, ...data } = message;
  const entity = { kind: "message", id: message.id, version };
  return { ...envelope(occasion, conversation, message.isPublic), type, entity, data };
}

export function hiddenEvent(
  message: Pick<Message, "id" | "no" | "version">,
  conversation: Conversation,
  occasion: Occasion,
): MessageHiddenV1 {
  const { id, no, version } = message;
  const entity = { kind: "message", id, version };
  const data = { id, conversationId: conversation.id, no };
  return { ...envelope(occasion, conversation, true), type: "message-hidden", entity, data };
}
