import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { ConversationKind, ConversationView } from "../contract/types";
import { asActor } from "../store/context";
import { conversationCursor, listConversations as listPage } from "../store/conversation-list.read";
import { actor } from "./actor";

interface ListConversationsRequest {
  /** Rooms of this property alone; every conversation unless given. */
  propertyId?: number;
  /** Everything but visitors unless given. */
  kind?: ConversationKind;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListConversationsResponse {
  data: ConversationView[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** The caller's conversations with what is unread, the one with the newest message first. */
export const listConversations = api(
  { method: "GET", path: "/chat/conversations", expose: true, auth: true },
  async (request: ListConversationsRequest): Promise<ListConversationsResponse> => {
    const propertyId = request.propertyId === undefined ? null : wholeNumber("propertyId", request.propertyId);
    if (propertyId !== null) requirePermission("chat.room.read", propertyId);
    const filter = { propertyId, kind: request.kind ?? null, id: null };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const after =
      request.cursor === undefined || request.cursor === ""
        ? null
        : (conversationCursor.decode(request.cursor) ?? orThrow(refuse("cursor_invalid"), chatErrors));
    const me = actor();
    return asActor(me, (tx) => listPage(tx, me, filter, limit, after));
  },
);
