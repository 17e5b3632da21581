import type { Conversation, Member, SenderType } from "../contract/types";

/** For whom the service reads and writes. */
export interface Actor {
  orgId: string;
  personId: string;
  senderType: SenderType;
  /** Where the person may be in rooms. */
  properties: number[];
  /** Whose visitors the person answers. */
  visitorProperties: number[];
  /** Of a visitor: the property that they visit; null for who works here. */
  visiting: number | null;
}

/** A conversation that the actor may be in, and as what. */
export interface Access {
  conversation: Conversation;
  /** Null for who answers a visitor without being a member. */
  membership: Member | null;
  /** Sees and writes messages that are not public. */
  isInternal: boolean;
}

/** As what the actor is in the conversation; who answers visitors is internal there. */
export const accessTo = (conversation: Conversation, membership: Member | null): Access => ({
  conversation,
  membership,
  isInternal: membership === null || membership.isInternal,
});

/** Whether the actor deletes other people's messages there (C7). */
export const canModerate = ({ membership }: Access): boolean => membership !== null && membership.role !== "member";
