import { array, boolean, iso, literal, number, object, string, type ZodType, enum as oneOf, union, uuid } from "zod";
import type { EventCatalogue } from "../../platform/events";
import type {
  ChatEvent,
  ConversationChangedV1,
  ConversationEventType,
  MemberChangedV1,
  MemberEventType,
  MessageChangedV1,
  MessageEventType,
  MessageHiddenV1,
} from "./events";

const instant = iso.datetime();
const version = number().int().positive();

const envelope = {
  id: uuid(),
  v: literal(1),
  at: instant,
  propertyId: number().int().positive().nullable(),
  actorId: uuid(),
  conversationId: uuid().exactOptional(),
};

const conversationChanged = (type: ConversationEventType): ZodType<ConversationChangedV1> =>
  object({
    ...envelope,
    type: literal(type),
    entity: object({ kind: literal("conversation"), id: uuid(), version }),
    class: literal("normal"),
    data: object({
      id: uuid(),
      kind: oneOf(["room", "direct", "community", "visitor"]),
      name: string().max(100).nullable(),
      createdBy: uuid(),
      createdAt: instant,
    }),
  });

const memberChanged = (type: MemberEventType): ZodType<MemberChangedV1> =>
  object({
    ...envelope,
    type: literal(type),
    entity: object({ kind: literal("member"), id: uuid(), version }),
    class: literal("normal"),
    data: object({
      id: uuid(),
      conversationId: uuid(),
      personId: uuid(),
      role: oneOf(["admin", "moderator", "member"]),
      isInternal: boolean(),
      readNo: number().int().nonnegative(),
      joinedAt: instant,
      leftAt: instant.nullable(),
    }),
  });

const messageEntity = object({ kind: literal("message"), id: uuid(), version });

const messageChanged = (type: MessageEventType): ZodType<MessageChangedV1> =>
  object({
    ...envelope,
    type: literal(type),
    entity: messageEntity,
    class: oneOf(["normal", "restricted"]),
    data: object({
      id: uuid(),
      conversationId: uuid(),
      no: number().int().positive(),
      senderId: uuid(),
      senderType: oneOf(["staff", "visitor", "system"]),
      clientMessageId: string().max(64).nullable(),
      content: string().max(5000).nullable(),
      isPublic: boolean(),
      replyToId: uuid().nullable(),
      mentions: array(uuid()).max(50),
      reactions: array(object({ emoji: string().max(16), personIds: array(uuid()) })),
      createdAt: instant,
      editedAt: instant.nullable(),
      deletedAt: instant.nullable(),
    }),
  });

const messageHidden: ZodType<MessageHiddenV1> = object({
  ...envelope,
  type: literal("message-hidden"),
  entity: messageEntity,
  class: literal("normal"),
  data: object({ id: uuid(), conversationId: uuid(), no: number().int().positive() }),
});

const CONVERSATION_TYPES: ConversationEventType[] = ["conversation-created", "conversation-renamed"];
const MEMBER_TYPES: MemberEventType[] = [
  "member-added",
  "member-changed",
  "member-left",
  "member-removed",
  "read-marker-moved",
];
const MESSAGE_TYPES: MessageEventType[] = ["message-sent", "message-edited", "message-reacted", "message-deleted"];

/** What an event of chat must look like: checked before it is stored for publishing, and by whoever receives it. */
export const chatEvent: ZodType<ChatEvent> = union([
  ...CONVERSATION_TYPES.map(conversationChanged),
  ...MEMBER_TYPES.map(memberChanged),
  ...MESSAGE_TYPES.map(messageChanged),
  messageHidden,
]);

/** Each event holds its entity as it is from then on, so that the newest says all; that a message is hidden is news of its own. */
export const chatCatalogue: EventCatalogue<ChatEvent> = {
  schema: chatEvent,
  stateLike: [...CONVERSATION_TYPES, ...MEMBER_TYPES, ...MESSAGE_TYPES],
};
