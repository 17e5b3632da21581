/** A person in a conversation, as chat says. */
export interface Membership {
  conversationId: string;
  /** Of a room: the person must hold `chat.room.read` there. Null for conversations of the organisation. */
  propertyId: number | null;
  /** Sees what is not public. */
  internal: boolean;
}

/** The conversations of one person. They do not change: others take their place. */
export type Memberships = readonly Membership[];

export const NO_MEMBERSHIPS: Memberships = [];
