import { chat } from "~encore/clients";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { Hotel } from "../../tests/lib/hotel";
import { openRoom, reasonOf } from "../__tests__/people";
import type { ChatEvent } from "../contract/events";
import { pool } from "../store/db";

let hotel: Hotel;
let admin: AuthData;
let clerk: AuthData;
let contractor: AuthData;
let stranger: AuthData;
let room: string;

beforeAll(async () => {
  hotel = await Hotel.build();
  admin = await hotel.person("manager");
  clerk = await hotel.person("clerk");
  contractor = await hotel.person("clerk");
  stranger = await hotel.person("clerk");
  room = await openRoom(hotel, admin, [{ who: clerk }, { who: contractor, isInternal: false }]);
});
afterEach(() => clock.run());
afterAll(() => pool.end());

type Request = Parameters<typeof chat.sendMessage>[0];
const say = (who: AuthData, content: string, more: Partial<Request> = {}) =>
  chat.sendMessage({ id: room, content, ...more }, { authData: who });
const history = async (who: AuthData) => (await chat.listMessages({ id: room }, { authData: who })).data;

async function eventsOf(messageId: string): Promise<ChatEvent[]> {
  const { rows } = await pool.query<{ event: ChatEvent }>(
    `SELECT event FROM outbox WHERE org_id = $1 AND event -> 'entity' ->> 'id' = $2 ORDER BY id`,
    [hotel.orgId, messageId],
  );
  return rows.map(({ event }) => event);
}

describe("[C3] a message", () => {
  test("[S0-F01] stands in the history as it was sent, with one event of the same fields", async () => {
    const sent = await say(admin, "  Room 204 is ready  ", { clientMessageId: newId() });
    expect(sent).toMatchObject({ content: "Room 204 is ready", senderId: admin.userID, isPublic: true, version: 1 });
    expect((await history(clerk))[0]).toEqual(sent);
    const { version, propertyId, ...data } = sent;
    expect(await eventsOf(sent.id)).toEqual([
      {
        id: expect.any(String),
        type: "message-sent",
        v: 1,
        at: sent.createdAt,
        propertyId,
        entity: { kind: "message", id: sent.id, version },
        actorId: admin.userID,
        class: "normal",
        conversationId: room,
        data,
      },
    ]);
  });

  test("is sent once per Idempotency-Key and per client message id, also at the same time", async () => {
    const request = { idempotencyKey: newId() };
    const twice = await Promise.all([say(clerk, "once", request), say(clerk, "once", request)]);
    expect(twice[0]).toEqual(twice[1]);
    const clientMessageId = newId();
    const again = await Promise.all([1, 2, 3].map(() => say(clerk, "once more", { clientMessageId })));
    expect(new Set(again.map(({ id }) => id)).size).toBe(1);
    expect(await reasonOf(say(clerk, "other", request))).toBe("idempotency_key_reused");
    const contents = (await history(clerk)).map(({ content }) => content);
    expect(contents.filter((content) => content?.startsWith("once"))).toEqual(["once more", "once"]);
  });

  test.each([
    ["empty", { content: " \n " }, "request_invalid"],
    ["longer than 5,000 characters", { content: "a".repeat(5001) }, "request_invalid"],
    ["a reply to nothing", { content: "a", replyToId: newId() }, "request_invalid"],
    ["a mention of nobody", { content: "a", mentions: [newId()] }, "request_invalid"],
  ])("that is %s is refused and stores nothing", async (_what, request, reason) => {
    const before = await history(admin);
    expect(await reasonOf(chat.sendMessage({ id: room, ...request }, { authData: admin }))).toBe(reason);
    expect(await history(admin)).toEqual(before);
  });

  test("replies and mentions", async () => {
    const first = await say(clerk, "Who has the key?");
    const reply = await say(admin, "You do", { replyToId: first.id, mentions: [clerk.userID, clerk.userID] });
    expect(reply).toMatchObject({ replyToId: first.id, mentions: [clerk.userID] });
  });

  test("[S0-F02] leaves one entry in the record, with its visibility", async () => {
    const { id } = await say(admin, "noted", { isPublic: false });
    const record = await chat.listActivity({ id: room }, { authData: admin });
    expect(record.data.filter(({ messageId }) => messageId === id)).toEqual([
      expect.objectContaining({ action: "message-sent", actorId: admin.userID, isPublic: false }),
    ]);
    expect(
      (await chat.listActivity({ id: room }, { authData: contractor })).data.map((a) => a.messageId),
    ).not.toContain(id);
  });
});

describe("[C4] an internal message", () => {
  test("is for internal members alone, and its event for their channel", async () => {
    const secret = await say(admin, "The guest in 12 did not pay", { isPublic: false });
    expect((await history(clerk))[0]).toEqual(secret);
    expect((await history(contractor)).map(({ id }) => id)).not.toContain(secret.id);
    expect((await eventsOf(secret.id))[0]).toMatchObject({ class: "restricted", conversationId: room });
    expect(await reasonOf(say(contractor, "psst", { isPublic: false }))).toBe("not_internal");
    expect(await reasonOf(say(admin, "a", { isPublic: false, mentions: [contractor.userID] }))).toBe("request_invalid");
    expect(await reasonOf(say(contractor, "a", { replyToId: secret.id }))).toBe("request_invalid");
  });
});

describe("[C1] who is in it", () => {
  test("[S4-S02] [S4-S03] a room that one is not in answers like one that does not exist", async () => {
    const others = [stranger, await (await Hotel.build()).person("owner")];
    const answers = async (id: string) =>
      Promise.all(
        others.flatMap((who) => [
          reasonOf(chat.listMessages({ id }, { authData: who })),
          reasonOf(chat.getConversation({ id }, { authData: who })),
          reasonOf(chat.sendMessage({ id, content: "let me in" }, { authData: who })),
        ]),
      );
    const unknown = ["conversation_not_found", "conversation_not_found", "not_a_member"];
    expect(await answers(room)).toEqual([...unknown, ...unknown]);
    expect(await answers(newId())).toEqual([...unknown, ...unknown]);
    expect(await answers("no id")).toEqual([...unknown, ...unknown]);
  });

  test("who lost the role at the property is out of its rooms", async () => {
    const moved: AuthData = { ...clerk, grants: [] };
    expect(await reasonOf(chat.listMessages({ id: room }, { authData: moved }))).toBe("conversation_not_found");
    expect((await chat.listConversations({}, { authData: moved })).data).toEqual([]);
  });

  test("only people with a role at the property can be added", async () => {
    const elsewhere = await hotel.person("clerk", [hotel.otherPropertyId]);
    expect(await reasonOf(openRoom(hotel, admin, [{ who: elsewhere }]))).toBe("person_not_found");
    expect(await reasonOf(openRoom(hotel, clerk, []))).toBe("permission_missing");
  });
});

test("[C5] the history comes in pages of 50, newest first, without a hole or a repeat", async () => {
  const other = await openRoom(hotel, admin, []);
  for (let i = 0; i < 7; i++) {
    clock.stopAt(new Date(Date.UTC(2026, 10, 20, 10, i)));
    await chat.sendMessage({ id: other, content: `line ${i}` }, { authData: admin });
  }
  const lines: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await chat.listMessages({ id: other, limit: 3, ...(cursor && { cursor }) }, { authData: admin });
    lines.push(...page.data.map(({ content }) => content));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(lines).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `line ${i}`));
  expect(await reasonOf(chat.listMessages({ id: other, cursor: "x" }, { authData: admin }))).toBe("cursor_invalid");
});

test("[C10] twenty messages in ten seconds are the limit, and a refused one says when to come again", async () => {
  const busy = await hotel.person("clerk");
  const other = await openRoom(hotel, admin, [{ who: busy }]);
  clock.stopAt(new Date("2026-11-20T12:00:00.000Z"));
  const send = () => chat.sendMessage({ id: other, content: "x" }, { authData: busy });
  const reasons = await Promise.all(Array.from({ length: 25 }, () => reasonOf(send())));
  expect(reasons.filter((reason) => reason === "no error")).toHaveLength(20);
  clock.advance(4000);
  await expect(send()).rejects.toMatchObject({
    code: "resource_exhausted",
    details: { reason: "rate_limited", retryAfterMs: 6000 },
  });
  clock.advance(6000);
  expect(await reasonOf(send())).toBe("no error");
});

test("[C10] edits and reactions have a pace of their own, and so have conversations that are begun", async () => {
  const busy = await hotel.person("manager");
  const authData = { authData: busy };
  const other = await openRoom(hotel, admin, [{ who: busy }]);
  clock.stopAt(new Date("2026-11-20T12:00:00.000Z"));
  const { id } = await chat.sendMessage({ id: other, content: "0" }, authData);
  const edit = (n: number) => chat.editMessage({ id, version: n, content: `${n}` }, authData);
  const like = (isOn: boolean) => chat.reactToMessage({ id, emoji: "👍", isOn }, authData);
  for (let n = 1; n <= 29; n++) await edit(n);
  await like(true);
  await like(true);
  const limited = { code: "resource_exhausted", details: { reason: "rate_limited", retryAfterMs: 10_000 } };
  await expect(edit(31)).rejects.toMatchObject(limited);
  await expect(like(false)).rejects.toMatchObject(limited);
  expect(await reasonOf(chat.sendMessage({ id: other, content: "words are not edits" }, authData))).toBe("no error");
  clock.advance(10_000);
  expect(await reasonOf(like(false))).toBe("no error");

  const colleague = await hotel.person("clerk");
  const idempotencyKey = newId();
  const first = await chat.createRoom({ propertyId: hotel.propertyId, name: "1", idempotencyKey }, authData);
  const direct = await chat.openDirect({ personId: colleague.userID }, authData);
  for (let n = 3; n <= 20; n++) await chat.createRoom({ propertyId: hotel.propertyId, name: `${n}` }, authData);
  const fresh = await hotel.person("clerk");
  expect(await reasonOf(openRoom(hotel, busy, []))).toBe("rate_limited");
  expect(await reasonOf(chat.openDirect({ personId: fresh.userID }, authData))).toBe("rate_limited");
  const again = await chat.createRoom({ propertyId: hotel.propertyId, name: "1", idempotencyKey }, authData);
  expect(again.conversation).toEqual(first.conversation);
  expect(await chat.openDirect({ personId: colleague.userID }, authData)).toEqual(direct);
  clock.advance(60_000);
  expect(await reasonOf(chat.openDirect({ personId: fresh.userID }, authData))).toBe("no error");
});
