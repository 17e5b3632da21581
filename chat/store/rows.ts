import type { Conversation, ConversationKind, Member, MemberRole, Message, SenderType } from "../contract/types";

/** Columns of a conversation, of the table called `c`. */
export const CONVERSATION = `c.id, c.version, c.kind, c.property_id, c.name, c.created_by, c.created_at`;

export interface ConversationRow {
  id: string;
  version: number;
  kind: ConversationKind;
  property_id: number | null;
  name: string | null;
  created_by: string;
  created_at: Date;
}

export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  propertyId: row.property_id,
  name: row.name,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
});

/** Columns of a member, of the table called `m`. */
export const MEMBER = `m.id, m.version, m.conversation_id, m.property_id, m.person_id, m.role, m.is_internal, m.read_no, m.joined_at, m.left_at`;

export interface MemberRow {
  id: string;
  version: number;
  conversation_id: string;
  property_id: number | null;
  person_id: string;
  role: MemberRole;
  is_internal: boolean;
  read_no: number;
  joined_at: Date;
  left_at: Date | null;
}

export const toMember = (row: MemberRow): Member => ({
  id: row.id,
  version: row.version,
  conversationId: row.conversation_id,
  propertyId: row.property_id,
  personId: row.person_id,
  role: row.role,
  isInternal: row.is_internal,
  readNo: row.read_no,
  joinedAt: row.joined_at.toISOString(),
  leftAt: row.left_at?.toISOString() ?? null,
});

/** Columns of a message, of the table called `g`. */
export const MESSAGE = `g.id, g.version, g.conversation_id, g.property_id, g.no, g.sender_id, g.sender_type, g.client_id, g.content, g.is_public,
  g.reply_to_id, g.mentions, g.reactions, g.created_at, g.edited_at, g.deleted_at`;

export interface MessageRow {
  id: string;
  version: number;
  conversation_id: string;
  property_id: number | null;
  no: number;
  sender_id: string;
  sender_type: SenderType;
  client_id: string | null;
  content: string | null;
  is_public: boolean;
  reply_to_id: string | null;
  mentions: string[];
  reactions: Record<string, string[]>;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
}

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  version: row.version,
  conversationId: row.conversation_id,
  propertyId: row.property_id,
  no: row.no,
  senderId: row.sender_id,
  senderType: row.sender_type,
  clientMessageId: row.client_id,
  content: row.content,
  isPublic: row.is_public,
  replyToId: row.reply_to_id,
  mentions: row.mentions,
  reactions: Object.entries(row.reactions).map(([emoji, personIds]) => ({ emoji, personIds })),
  createdAt: row.created_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  deletedAt: row.deleted_at?.toISOString() ?? null,
});
