import { api, type Query } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { MessageResponse } from "../contract/seed-types";
import { toResponses } from "../engine/seed-messages";
import { historyCursor, listHistory } from "../store/message.read";
import { inConversation } from "./access";
import { actor } from "./actor";

interface GetRoomMessagesRequest {
  /** Id of the conversation. */
  room: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `next` of the page after this one. */
  before?: Query<string> & MaxLen<200>;
}

interface GetRoomMessagesResponse {
  /** Oldest first. */
  messages: MessageResponse[];
  /** Leads to older ones; null where there are none. */
  next: string | null;
}

/** The history of a room under the seed's names (C15): the newest page, oldest message first. */
export const getRoomMessages = api(
  { method: "GET", path: "/api/v1/rooms/:room/messages", expose: true, auth: true },
  async ({ room, before, ...request }: GetRoomMessagesRequest): Promise<GetRoomMessagesResponse> => {
    const me = actor();
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const no =
      before === undefined ? null : (historyCursor.decode(before) ?? orThrow(refuse("cursor_invalid"), chatErrors));
    const page = await inConversation(me, room, (tx, access) => listHistory(tx, access, limit, no));
    return { messages: await toResponses(me.orgId, page.data.toReversed()), next: page.nextCursor };
  },
);
