import type { Described } from "./described";

const at = "2026-11-20T19:00:00.000Z";
const conversationId = "01997d2a-0000-7000-8000-00000000c001";
const [marco, callum] = ["01997d29-0000-7000-8000-000000000102", "01997d29-0000-7000-8000-000000000104"];
const memberId = "01997d2a-0000-7000-8000-00000000c101";
const messageId = "01997d2a-0000-7000-8000-00000000c201";

const envelope = {
  id: "01997d2a-7c1e-7b3a-9d56-0f0c4a1e5b22",
  v: 1,
  at,
  propertyId: 1,
  actorId: marco,
  class: "normal",
  conversationId,
};

const described = (
  type: string,
  summary: string,
  kind: string,
  id: string,
  version: number,
  data: object,
): Described => ({
  summary,
  examples: [{ ...envelope, type, entity: { kind, id, version }, data }],
});

const conversation = (type: string, summary: string, name: string, version: number): Described =>
  described(type, summary, "conversation", conversationId, version, {
    id: conversationId,
    kind: "room",
    name,
    createdBy: marco,
    createdAt: at,
  });

const member = (type: string, summary: string, version: number, more: object): Described =>
  described(type, summary, "member", memberId, version, {
    id: memberId,
    conversationId,
    personId: callum,
    role: "member",
    isInternal: true,
    readNo: 0,
    joinedAt: at,
    leftAt: null,
    ...more,
  });

const message = (type: string, summary: string, version: number, more: object): Described =>
  described(type, summary, "message", messageId, version, {
    id: messageId,
    conversationId,
    no: 12,
    senderId: marco,
    senderType: "staff",
    clientMessageId: null,
    content: "Room 204 is ready",
    isPublic: true,
    replyToId: null,
    mentions: [],
    reactions: [],
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    ...more,
  });

/** What the reference says of chat's events, by service and type. */
export const CHAT_EVENT_WORDS: Record<string, Described> = {
  "chat/conversation-created": conversation("conversation-created", "A conversation began.", "Front desk", 1),
  "chat/conversation-renamed": conversation("conversation-renamed", "A room got another name.", "Reception", 2),
  "chat/member-added": member("member-added", "Somebody was added, or came back.", 1, {}),
  "chat/member-changed": member("member-changed", "Somebody has another role or sight.", 2, { role: "moderator" }),
  "chat/member-left": member("member-left", "Somebody left.", 3, { leftAt: at }),
  "chat/member-removed": member("member-removed", "Somebody was taken out.", 3, { leftAt: at }),
  "chat/read-marker-moved": member("read-marker-moved", "Somebody has read on.", 4, { readNo: 12 }),
  "chat/message-sent": message("message-sent", "A message came.", 1, {}),
  "chat/message-edited": message("message-edited", "A message says something else, or to others.", 2, { editedAt: at }),
  "chat/message-reacted": message("message-reacted", "Somebody reacted, or took it back.", 3, {
    reactions: [{ emoji: "👍", personIds: [callum] }],
  }),
  "chat/message-deleted": message("message-deleted", "A message was deleted: nothing that it said is left.", 4, {
    content: null,
    deletedAt: at,
  }),
  "chat/message-hidden": described(
    "message-hidden",
    "A message is internal from now on: who is not internal forgets it.",
    "message",
    messageId,
    2,
    { id: messageId, conversationId, no: 12 },
  ),
};
