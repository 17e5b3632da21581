import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { Message } from "../contract/types";
import { historyCursor, listHistory } from "../store/message.read";
import { inConversation } from "./access";
import { actor } from "./actor";

interface ListMessagesRequest {
  id: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListMessagesResponse {
  data: Message[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** The history of a conversation, newest first: what the caller may see of it (C4). */
export const listMessages = api(
  { method: "GET", path: "/chat/conversations/:id/messages", expose: true, auth: true },
  ({ id, ...request }: ListMessagesRequest): Promise<ListMessagesResponse> => {
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const before = readCursor(request.cursor);
    return inConversation(actor(), id, (tx, access) => listHistory(tx, access, limit, before));
  },
);

function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined || cursor === "") return null;
  return historyCursor.decode(cursor) ?? orThrow(refuse("cursor_invalid"), chatErrors);
}
