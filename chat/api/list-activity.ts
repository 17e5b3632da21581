import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { PAGE_DEFAULT } from "../../platform/pages";
import { wholeNumber } from "../../platform/request-fields";
import { chatErrors } from "../contract/errors";
import type { Activity } from "../contract/types";
import { activityCursor, listActivity as listPage } from "../store/activity.store";
import { inConversation } from "./access";
import { actor } from "./actor";

interface ListActivityRequest {
  id: string;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<200>;
}

interface ListActivityResponse {
  data: Activity[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** The record of a conversation: who did what and when, without content, newest first (C9). */
export const listActivity = api(
  { method: "GET", path: "/chat/conversations/:id/activity", expose: true, auth: true },
  ({ id, ...request }: ListActivityRequest): Promise<ListActivityResponse> => {
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const after =
      request.cursor === undefined || request.cursor === ""
        ? null
        : (activityCursor.decode(request.cursor) ?? orThrow(refuse("cursor_invalid"), chatErrors));
    return inConversation(actor(), id, (tx, access) => listPage(tx, access, limit, after));
  },
);
