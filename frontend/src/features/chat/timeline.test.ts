import { expect, test } from "vitest";
import { mentionsIn } from "./conversations";
import { chatRows } from "./chat.live";
import { withRows } from "../../lib/live-rows";
import type { LiveEvent } from "../../lib/realtime/machine/state";
import { inOrder, type ShownMessage, timelineOf } from "./timeline";

const message = (no: number, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id: `m${no}`,
  version: 1,
  conversationId: "c",
  propertyId: 1,
  no,
  senderId: "ana",
  senderType: "staff",
  clientMessageId: null,
  content: `text ${no}`,
  isPublic: true,
  replyToId: null,
  mentions: [],
  reactions: [],
  createdAt: `2026-11-20T10:0${no}:00.000Z`,
  editedAt: null,
  deletedAt: null,
  ...more,
});

const event = (type: string, data: Record<string, unknown>, version: number): LiveEvent =>
  ({
    service: "chat",
    type,
    v: 1,
    propertyId: 1,
    data,
    entity: { kind: "message", id: data["id"], version },
  }) as unknown as LiveEvent;

test("pages become one list, oldest first, with the newest version of each message once", () => {
  const pages = [
    { data: [message(3), message(2, { version: 2, content: "edited" })] },
    { data: [message(2), message(1)] },
  ];
  expect(inOrder(pages).map(({ no, content }) => [no, content])).toEqual([
    [1, "text 1"],
    [2, "edited"],
    [3, "text 3"],
  ]);
});

test("a line stands where a day begins in the property's zone, and one before the first that is new from others", () => {
  const messages = [
    message(1, { createdAt: "2026-11-20T22:30:00.000Z" }),
    message(2, { createdAt: "2026-11-20T23:30:00.000Z" }),
    message(3, { createdAt: "2026-11-20T23:31:00.000Z", senderId: "me" }),
    message(4, { createdAt: "2026-11-20T23:32:00.000Z" }),
    message(5, { createdAt: "2026-11-20T23:33:00.000Z" }),
  ];
  const items = timelineOf(messages, { personId: "me", readNo: 2, timeZone: "Europe/Berlin" });
  expect(items.map((item) => (item.kind === "message" ? [item.key, item.startsRun] : item.key))).toEqual([
    "2026-11-20",
    ["m1", true],
    "2026-11-21",
    ["m2", true],
    ["m3", true],
    "new",
    ["m4", true],
    ["m5", false],
  ]);
});

test("a message that became internal goes by its event, and comes back with the next to who may see it", () => {
  const rows = (...events: LiveEvent[]): Map<string, NonNullable<ReturnType<typeof chatRows.rowOf>>> =>
    new Map(events.map((each) => [each.entity.id, chatRows.rowOf(each)!]));
  const hidden = event("message-hidden", { id: "m1", conversationId: "c", no: 1 }, 2);
  const edited = event("message-edited", { ...message(1), isPublic: false }, 3);
  const before = [{ data: [message(1)] }];
  const gone = withRows(before, rows(hidden));
  expect(inOrder(gone)).toEqual([]);
  expect(JSON.stringify(gone)).not.toContain("text 1");
  expect(inOrder(withRows(gone, rows(edited)))).toMatchObject([{ id: "m1", content: "text 1", isPublic: false }]);
});

test("a mention is a name of somebody who is there behind an @", () => {
  const people = [
    { id: "1", name: "Ana" },
    { id: "2", name: "Anatol Berg" },
    { id: "3", name: "" },
  ];
  expect(mentionsIn("@ana, ask @Anatol Berg!", people)).toEqual(["1", "2"]);
  expect(mentionsIn("@Anatol Berg", people)).toEqual(["2"]);
  expect(mentionsIn("ana@hotel.example", people)).toEqual([]);
});
