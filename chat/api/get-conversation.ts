import { api } from "encore.dev/api";
import type { ConversationView } from "../contract/types";
import { actor } from "./actor";
import { viewOf } from "./views";

interface GetConversationRequest {
  id: string;
}

/** One conversation of the caller's, with what is unread. */
export const getConversation = api(
  { method: "GET", path: "/chat/conversations/:id", expose: true, auth: true },
  ({ id }: GetConversationRequest): Promise<ConversationView> => viewOf(actor(), id),
);
