import { Topic } from "encore.dev/pubsub";
import type { EntityRef, ErasedEvent, EventBatch } from "../../platform/events";
import type { Conversation, Member, Message } from "./types";

/** What every event of chat has in common (an Envelope). */
interface ChatEnvelope {
  id: string;
  v: 1;
  at: string;
  propertyId: number | null;
  entity: EntityRef;
  actorId: string;
  /** `restricted` is what tells of an internal message: for internal members alone. */
  class: "normal" | "restricted";
  /** Whose members it is for; absent for visitors' conversations, which are for everybody who answers visitors at the property. */
  conversationId?: string;
}

type DataOf<T> = Omit<T, "version" | "propertyId">;
export type ConversationData = DataOf<Conversation>;
export type MemberData = DataOf<Member>;
export type MessageData = DataOf<Message>;

export type ConversationEventType = "conversation-created" | "conversation-renamed";
export type MemberEventType =
  | "member-added"
  | "member-changed"
  | "member-left"
  | "member-removed"
  | "read-marker-moved";
export type MessageEventType = "message-sent" | "message-edited" | "message-reacted" | "message-deleted";

/** A conversation began or got another name: all of it as it is now. */
export interface ConversationChangedV1 extends ChatEnvelope {
  type: ConversationEventType;
  data: ConversationData;
}

/** Somebody came, left, has another role, or has read on: all of the membership as it is now. */
export interface MemberChangedV1 extends ChatEnvelope {
  type: MemberEventType;
  data: MemberData;
}

/** A message came or changed: all of it as it is now. Of a deleted one nothing that it said is left, in earlier events neither. */
export interface MessageChangedV1 extends ChatEnvelope {
  type: MessageEventType;
  data: MessageData;
}

/** To those who are not internal: a message that they saw is internal from now on. What they hold of it goes. */
export interface MessageHiddenV1 extends ChatEnvelope {
  type: "message-hidden";
  data: { id: string; conversationId: string; no: number };
}

/** Every event of chat. A new type joins this union; a changed one gets a new `v`. */
export type ChatEvent = ConversationChangedV1 | MemberChangedV1 | MessageChangedV1 | MessageHiddenV1;

/** All events of chat, in numbered batches per organisation. */
export const chatEvents = new Topic<EventBatch<ChatEvent | ErasedEvent>>("chat-events", {
  deliveryGuarantee: "at-least-once",
});
