import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { chatErrors } from "../contract/errors";
import type { ChatbotConversation } from "../contract/seed-types";
import { readVisitorPage } from "../engine/chatbot";
import { toChatbot } from "../engine/seed-messages";
import { actor } from "./actor";

interface GetChatbotConversationRequest {
  conversation: string;
}

/** A visitor's conversation with its newest 100 messages, for who answers visitors there (C17). */
export const getChatbotConversation = api(
  { method: "GET", path: "/admin/chatbot/:conversation", expose: true, auth: true },
  async ({ conversation: id }: GetChatbotConversationRequest): Promise<ChatbotConversation> => {
    const me = actor();
    const page = isUuid(id) ? await readVisitorPage(me, id, null, null) : null;
    if (page === null) return orThrow(refuse("conversation_not_found", { values: { id } }), chatErrors);
    const { conversation, cursor } = page;
    const messages = page.messages ?? [];
    return {
      id: conversation.id,
      property_id: conversation.propertyId,
      visitor_name: conversation.name,
      created_at: conversation.createdAt,
      updated_at: messages[0]?.createdAt ?? conversation.createdAt,
      messages: await toChatbot(me.orgId, conversation, messages),
      cursor,
    };
  },
);
