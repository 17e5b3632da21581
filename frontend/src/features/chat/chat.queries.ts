import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { api as apiTypes, contract } from "../../api/client.gen";

/** As much as one answer holds. */
export const MOST = 100;
const PAGE = 50;

/** Everything that the reader is in, the one with the newest message first. */
export const conversationsQuery = queryOptions({
  queryKey: ["conversations"] as const,
  meta: { live: true, kinds: ["conversation", "member", "message"] },
  queryFn: () => api.chat.listConversations({ limit: MOST }),
});

/** Visitors of a property's website, for who answers them there. */
export const visitorsQuery = (propertyId: number) =>
  queryOptions({
    queryKey: ["conversations", "visitors", propertyId] as const,
    meta: { live: true, kinds: ["conversation", "message"] },
    queryFn: () => api.chat.listConversations({ propertyId, kind: "visitor", limit: MOST }),
  });

/** What was said, newest first, a page at a time. */
export const messagesQuery = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ["messages", conversationId] as const,
    meta: { live: true, kinds: ["message"] },
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      api.chat.listMessages(conversationId, { limit: PAGE, ...(pageParam !== "" && { cursor: pageParam }) }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Who is in it. */
export const membersQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ["conversation-members", conversationId] as const,
    meta: { live: true, kinds: ["member"] },
    queryFn: () => api.chat.listMembers(conversationId),
  });

/** What a message said before it was edited. */
export const revisionsQuery = ({ id, version }: contract.Message) =>
  queryOptions({
    queryKey: ["message-history", id, version] as const,
    queryFn: () => api.chat.listRevisions(id),
  });

/** What the reader does with a message that is there. */
export type MessageAct =
  | { act: "edit"; content: string; version: number }
  | { act: "delete" }
  | { act: "react"; emoji: string; isOn: boolean };

export function useMessageAct(message: Pick<contract.Message, "id" | "conversationId">) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: MessageAct): Promise<contract.Message> => {
      if (wish.act === "edit")
        return api.chat.editMessage(message.id, { version: wish.version, content: wish.content });
      if (wish.act === "delete") return api.chat.deleteMessage(message.id);
      return api.chat.reactToMessage(message.id, { emoji: wish.emoji, isOn: wish.isOn });
    },
    // Whatever became of it, the server knows how the message stands now.
    onSettled: () => queries.invalidateQueries({ queryKey: ["messages", message.conversationId] }),
  });
}

/** What is done about a room and who is in it. */
export type RoomAct =
  | { act: "rename"; name: string; version: number }
  | { act: "add"; personId: string }
  | { act: "remove"; personId: string }
  | { act: "role"; personId: string; role: contract.MemberRole; version: number };

export function useRoomAct(conversationId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: RoomAct): Promise<unknown> => {
      if (wish.act === "rename")
        return api.chat.renameConversation(conversationId, { version: wish.version, name: wish.name });
      if (wish.act === "add") return api.chat.addMember(conversationId, { personId: wish.personId });
      if (wish.act === "remove") return api.chat.removeMember(conversationId, wish.personId);
      return api.chat.changeMember(conversationId, wish.personId, { version: wish.version, role: wish.role });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: conversationsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: membersQuery(conversationId).queryKey }),
      ]),
  });
}

/** Moves the reader's marker on. */
export function useMarkRead(conversationId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => api.chat.markRead(conversationId, { upTo }),
    onSuccess: () => queries.invalidateQueries({ queryKey: conversationsQuery.queryKey }),
  });
}

/** Opens a room, or the conversation with a colleague. */
export function useStart(onOpened: (id: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: apiTypes.CreateRoomRequest | { personId: string }) =>
      "personId" in wish ? api.chat.openDirect(wish) : api.chat.createRoom(wish),
    async onSuccess({ conversation }) {
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey });
      onOpened(conversation.id);
    },
  });
}
