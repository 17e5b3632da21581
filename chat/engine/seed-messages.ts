import { identity } from "~encore/clients";
import type { ChatbotMessage, MessageResponse, VisitorMessage } from "../contract/seed-types";
import type { Conversation, Message } from "../contract/types";

/** Who sent these messages, by person id: one question, however many they are. */
async function senderNames(orgId: string, messages: readonly Message[]): Promise<Map<string, string>> {
  const staff = messages.filter(({ senderType }) => senderType === "staff");
  const personIds = [...new Set(staff.map(({ senderId }) => senderId))];
  if (personIds.length === 0) return new Map();
  const { people } = await identity.personNames({ orgId, personIds });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Messages of a room under the names of `/api/v1/rooms`. */
export async function toResponses(orgId: string, messages: readonly Message[]): Promise<MessageResponse[]> {
  const names = await senderNames(orgId, messages);
  return messages.map((message) => ({
    id: message.id,
    room_id: message.conversationId,
    sender_id: message.senderId,
    sender_name: names.get(message.senderId) ?? "",
    content: message.content,
    is_public: message.isPublic,
    reply_to_id: message.replyToId,
    created_at: message.createdAt,
    edited_at: message.editedAt,
    deleted_at: message.deletedAt,
  }));
}

/** Messages of a visitor's conversation under the names of `/admin/chatbot`. */
export async function toChatbot(
  orgId: string,
  conversation: Conversation,
  messages: readonly Message[],
): Promise<ChatbotMessage[]> {
  const names = await senderNames(orgId, messages);
  return messages.map((message) => ({
    id: message.id,
    chat_conversation_id: message.conversationId,
    sender_type: senderTypeOf(message),
    sender: {
      id: message.senderId,
      name: message.senderType === "visitor" ? (conversation.name ?? "") : (names.get(message.senderId) ?? ""),
    },
    content: message.content,
    is_public: message.isPublic,
    created_at: message.createdAt,
    edited_at: message.editedAt,
    deleted_at: message.deletedAt,
  }));
}

/** Messages as their visitor gets them: of who answers, the first name and nothing that leads further. */
export async function toVisitor(orgId: string, messages: readonly Message[]): Promise<VisitorMessage[]> {
  const names = await senderNames(orgId, messages);
  return messages.map((message) => ({
    id: message.id,
    sender_type: senderTypeOf(message),
    sender_name: names.get(message.senderId)?.split(" ")[0] ?? null,
    content: message.content,
    client_message_id: message.senderType === "visitor" ? message.clientMessageId : null,
    created_at: message.createdAt,
    edited_at: message.editedAt,
    deleted_at: message.deletedAt,
  }));
}

const senderTypeOf = ({ senderType }: Message): ChatbotMessage["sender_type"] =>
  senderType === "staff" ? "admin" : senderType;
