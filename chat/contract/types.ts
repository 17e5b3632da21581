/** A room belongs to a property, a direct conversation to two people, a visitor's to the property whose website they came to. */
export type ConversationKind = "room" | "direct" | "community" | "visitor";

/** Admins manage members and delete any message, moderators delete any message. */
export type MemberRole = "admin" | "moderator" | "member";

export type SenderType = "staff" | "visitor" | "system";

export interface Conversation {
  id: string;
  version: number;
  kind: ConversationKind;
  /** Of a room or a visitor's conversation; null for the others. */
  propertyId: number | null;
  /** Of a room, a community or a visitor; null for a direct conversation. */
  name: string | null;
  /** Person id, as everywhere; names are in `GET /identity/people`. */
  createdBy: string;
  /** RFC 3339, UTC, as everywhere. */
  createdAt: string;
}

export interface Member {
  id: string;
  version: number;
  conversationId: string;
  /** The room's property; null in every other kind. */
  propertyId: number | null;
  personId: string;
  role: MemberRole;
  /** Sees messages that are not public. */
  isInternal: boolean;
  /** Everything up to this number is read. */
  readNo: number;
  joinedAt: string;
  /** Null while the person takes part. */
  leftAt: string | null;
}

export interface Reaction {
  emoji: string;
  personIds: string[];
}

export interface Message {
  id: string;
  version: number;
  conversationId: string;
  propertyId: number | null;
  /** Position in the conversation: dense from 1. Who does not see internal messages sees gaps. */
  no: number;
  senderId: string;
  senderType: SenderType;
  /** The sender's own name for it; null when none was given. */
  clientMessageId: string | null;
  /** Null once it was deleted. */
  content: string | null;
  /** False: for internal members alone. */
  isPublic: boolean;
  replyToId: string | null;
  /** Person ids. */
  mentions: string[];
  reactions: Reaction[];
  createdAt: string;
  /** When it was last edited. */
  editedAt: string | null;
  deletedAt: string | null;
}

/** What a message said until it was edited. */
export interface MessageRevision {
  version: number;
  content: string;
  isPublic: boolean;
  /** When it began to say so. */
  writtenAt: string;
}

/** A conversation as its member sees it. */
export interface ConversationView {
  conversation: Conversation;
  /** The caller's own membership; null for who answers visitors without being a member. */
  membership: Member | null;
  /** The other person of a direct conversation. */
  otherPersonId: string | null;
  /** Messages of others that came after the read marker and are not deleted; 100 says that there are so many or more. */
  unreadCount: number;
  /** Those that mention the caller, among the newest 100 of them. */
  mentionCount: number;
  /** The newest that the caller may see. */
  lastMessage: Message | null;
}

export type ActivityAction =
  | "conversation-created"
  | "conversation-renamed"
  | "member-added"
  | "member-changed"
  | "member-left"
  | "member-removed"
  | "message-sent"
  | "message-edited"
  | "visibility-changed"
  | "message-deleted";

/** One entry of the record of a conversation: who did what, without content. */
export interface Activity {
  id: string;
  action: ActivityAction;
  actorId: string;
  messageId: string | null;
  /** The member that it is about. */
  personId: string | null;
  /** The message's visibility after it. */
  isPublic: boolean | null;
  at: string;
}

/** By what the website of a property lets its visitors write. */
export interface ChatWidget {
  propertyId: number;
  /** 0 until somebody switches it on for the first time. */
  version: number;
  /** Stands in the website, for everybody to read; null until there is one. */
  siteKey: string | null;
  isOn: boolean;
}
