/** A message as `/api/v1/rooms` and its socket give it. */
export interface MessageResponse {
  id: string;
  room_id: string;
  sender_id: string;
  /** Empty for somebody whom the organisation does not know any more. */
  sender_name: string;
  /** Null once it was deleted. */
  content: string | null;
  is_public: boolean;
  reply_to_id: string | null;
  /** RFC 3339, UTC, as the others. */
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

/** A message of a visitor's conversation as `/admin/chatbot` gives it. */
export interface ChatbotMessage {
  id: string;
  chat_conversation_id: string;
  sender_type: "visitor" | "admin" | "system";
  sender: { id: string; name: string };
  content: string | null;
  is_public: boolean;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

/** A visitor's conversation as `/admin/chatbot` gives it. */
export interface ChatbotConversation {
  id: string;
  property_id: number | null;
  visitor_name: string | null;
  created_at: string;
  /** Of its newest message. */
  updated_at: string;
  /** The newest 100, newest first. */
  messages: ChatbotMessage[];
  /** `since` of the first question for what is new. */
  cursor: number;
}

/** A message as its visitor gets it. */
export interface VisitorMessage {
  id: string;
  sender_type: "visitor" | "admin" | "system";
  /** The first name of who answers; null for the visitor's own. */
  sender_name: string | null;
  content: string | null;
  /** The visitor's own name for it; null for what others sent. */
  client_message_id: string | null;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}
