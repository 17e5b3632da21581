import { api } from "encore.dev/api";
import type { Member } from "../contract/types";
import { listMembers as listPresent } from "../store/conversation.read";
import { inConversation } from "./access";
import { actor } from "./actor";

interface ListMembersRequest {
  id: string;
}

interface ListMembersResponse {
  data: Member[];
}

/** Everybody in a conversation of the caller's, with how far they have read. */
export const listMembers = api(
  { method: "GET", path: "/chat/conversations/:id/members", expose: true, auth: true },
  async ({ id }: ListMembersRequest): Promise<ListMembersResponse> => {
    const me = actor();
    return { data: await inConversation(me, id, (tx) => listPresent(tx, me.orgId, id)) };
  },
);
