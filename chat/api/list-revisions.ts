import { api } from "encore.dev/api";
import type { MessageRevision } from "../contract/types";
import { listRevisions as listKept } from "../store/message.read";
import { withMessage } from "./access";
import { actor } from "./actor";

interface ListRevisionsRequest {
  id: string;
}

interface ListRevisionsResponse {
  /** Oldest first; empty for a message that was never edited, or was deleted. */
  data: MessageRevision[];
}

/** What a message said before it was edited; what it said as an internal one only to internal members (C6). */
export const listRevisions = api(
  { method: "GET", path: "/chat/messages/:id/history", expose: true, auth: true },
  async ({ id }: ListRevisionsRequest): Promise<ListRevisionsResponse> => ({
    data: await withMessage(actor(), id, (tx, access) => listKept(tx, access, id)),
  }),
);
