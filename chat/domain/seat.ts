import type { Actor } from "./actor";

/** What a screen may hear of, with the rights and memberships of this moment. */
export interface Seat {
  /** Conversations that the person is in, and whether they see there what is not public. */
  conversations: ReadonlyMap<string, boolean>;
  /** Whose visitors they answer. */
  visitorProperties: readonly number[];
}

/** Somebody writes. */
export interface Typing {
  personId: string;
  conversationId: string;
  /** Of a room, or a visitor's conversation. */
  propertyId: number | null;
  isVisitor: boolean;
  /** What they write is for all who are in it, and not for internal members alone. */
  isPublic: boolean;
  isTyping: boolean;
}

/** A room counts as long as the person has a role at its property (C1). */
export function seatOf(
  { properties, visitorProperties }: Pick<Actor, "properties" | "visitorProperties">,
  memberships: readonly { conversationId: string; propertyId: number | null; internal: boolean }[],
): Seat {
  const open = memberships.filter(({ propertyId }) => propertyId === null || properties.includes(propertyId));
  return { conversations: new Map(open.map((each) => [each.conversationId, each.internal])), visitorProperties };
}

/** Who is in the conversation hears of it, internal members alone of what is internal; of visitors' conversations, who answers there. */
export function hears({ conversations, visitorProperties }: Seat, typing: Typing): boolean {
  if (typing.isVisitor) return typing.propertyId !== null && visitorProperties.includes(typing.propertyId);
  const isInternal = conversations.get(typing.conversationId);
  return isInternal !== undefined && (typing.isPublic || isInternal);
}
