import { chat } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { numberBatches } from "../../platform/outbox";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom, reasonOf } from "../__tests__/people";
import type { ChatEvent } from "../contract/events";
import { asActor } from "../store/context";
import { pool } from "../store/db";
import { dueErasures } from "../store/outbox.store";

let hotel: Hotel;
let admin: AuthData;
let moderator: AuthData;
let clerk: AuthData;
let external: AuthData;
let stranger: AuthData;
let room: string;

beforeAll(async () => {
  hotel = await Hotel.build();
  admin = await hotel.person("manager");
  [moderator, clerk, external, stranger] = [
    await hotel.person("clerk"),
    await hotel.person("clerk"),
    await hotel.person("clerk"),
    await hotel.person("clerk"),
  ];
  room = await openRoom(hotel, admin, [
    { who: moderator, role: "moderator" },
    { who: clerk },
    { who: external, isInternal: false },
  ]);
});
afterAll(() => pool.end());

const say = (who: AuthData, content: string, isPublic = true) =>
  chat.sendMessage({ id: room, content, isPublic }, { authData: who });
const idsFor = async (who: AuthData) =>
  (await chat.listMessages({ id: room, limit: 100 }, { authData: who })).data.map(({ id }) => id);
const refused = (work: Promise<unknown>) => reasonOf(work);

async function eventsOf(entityId: string): Promise<ChatEvent[]> {
  const { rows } = await pool.query<{ event: ChatEvent }>(
    `SELECT event FROM outbox WHERE event -> 'entity' ->> 'id' = $1 ORDER BY id`,
    [entityId],
  );
  return rows.map(({ event }) => event);
}

describe("[C6] an edit", () => {
  test("says something else, keeps what was said, and raises the version by one", async () => {
    const sent = await say(clerk, "Room 12 is dirty");
    const edited = await chat.editMessage(
      { id: sent.id, version: 1, content: "Room 12 is clean" },
      { authData: clerk },
    );
    expect(edited).toMatchObject({
      content: "Room 12 is clean",
      version: 2,
      no: sent.no,
      editedAt: expect.any(String),
    });
    expect(await chat.getMessage({ id: sent.id }, { authData: external })).toEqual(edited);
    expect((await chat.listRevisions({ id: sent.id }, { authData: external })).data).toEqual([
      { version: 1, content: "Room 12 is dirty", isPublic: true, writtenAt: sent.createdAt },
    ]);
    expect((await eventsOf(sent.id)).map(({ type, entity }) => [type, entity.version])).toEqual([
      ["message-sent", 1],
      ["message-edited", 2],
    ]);
    const same = await chat.editMessage(
      { id: sent.id, version: 2, content: " Room 12 is clean " },
      { authData: clerk },
    );
    expect(same).toEqual(edited);
  });

  test("[S4-S04] is the author's alone, and only of the newest version", async () => {
    const { id } = await say(clerk, "mine");
    const edit = (who: AuthData, version = 1) => chat.editMessage({ id, version, content: "yours" }, { authData: who });
    expect(await refused(edit(admin))).toBe("not_yours");
    expect(await refused(edit(external))).toBe("not_yours");
    expect(await refused(edit(stranger))).toBe("message_not_found");
    await edit(clerk);
    expect(await refused(edit(clerk))).toBe("version_conflict");
  });

  test("from public to internal takes the message from who is not internal, and its events as well", async () => {
    const { id, no } = await say(clerk, "The guest in 7 complained");
    const [sent] = await eventsOf(id);
    const hidden = await chat.editMessage({ id, version: 1, isPublic: false }, { authData: clerk });
    expect(hidden).toMatchObject({ isPublic: false, version: 3 });
    expect(await idsFor(external)).not.toContain(id);
    expect(await idsFor(admin)).toContain(id);
    expect((await eventsOf(id)).slice(1)).toMatchObject([
      { type: "message-hidden", class: "normal", entity: { version: 2 }, data: { id, no } },
      { type: "message-edited", class: "restricted", entity: { version: 3 } },
    ]);
    const due = (await dueErasures(pool, 1000)).flatMap(({ eventIds }) => eventIds);
    expect(due).toContain(sent?.id);
    const record = (await chat.listActivity({ id: room }, { authData: admin })).data;
    expect(record[0]).toMatchObject({ action: "visibility-changed", messageId: id, isPublic: false });
  });

  test("from internal to public shows it to all, and what it said as an internal one to internal members alone", async () => {
    const { id } = await say(clerk, "draft, not for guests", false);
    await chat.editMessage({ id, version: 1, content: "for guests", isPublic: true }, { authData: clerk });
    expect(await idsFor(external)).toContain(id);
    const before = async (who: AuthData) => (await chat.listRevisions({ id }, { authData: who })).data.length;
    expect([await before(admin), await before(external)]).toEqual([1, 0]);
  });
});

describe("[C7] a deletion", () => {
  test("[S4-S14] leaves the place and nothing of what was said: rows, versions, answers, events", async () => {
    const word = `secret-${newId()}`;
    const idempotencyKey = newId();
    const { id } = await chat.sendMessage({ id: room, content: word, idempotencyKey }, { authData: clerk });
    await chat.editMessage({ id, version: 1, content: `${word}!` }, { authData: clerk });
    await numberBatches(pool, "chat", new Date(), 1000);
    await chat.reactToMessage({ id, emoji: "👍", isOn: true }, { authData: admin });
    const gone = await chat.deleteMessage({ id }, { authData: clerk });
    expect(gone).toMatchObject({
      content: null,
      reactions: [],
      mentions: [],
      version: 4,
      deletedAt: expect.any(String),
    });
    expect(await chat.getMessage({ id }, { authData: external })).toEqual(gone);
    expect((await chat.listRevisions({ id }, { authData: admin })).data).toEqual([]);
    expect(await chat.deleteMessage({ id }, { authData: clerk })).toEqual(gone);
    for (const { orgId, eventIds } of await dueErasures(pool, 1000)) await chat.eraseEvents({ orgId, eventIds });
    expect(await tablesWith(word)).toEqual([]);
    const repeat = await chat.sendMessage({ id: room, content: word, idempotencyKey }, { authData: clerk });
    expect(repeat).toEqual(gone);
  });

  test("[S4-S04] [S4-S09] [S4-S10] is the author's, and moderators' and admins' of any message", async () => {
    const remove = async (who: AuthData) => {
      const { id } = await say(clerk, "to be deleted");
      return refused(chat.deleteMessage({ id }, { authData: who }));
    };
    expect(await Promise.all([external, stranger].map(remove))).toEqual(["not_yours", "message_not_found"]);
    expect(await Promise.all([clerk, moderator, admin].map(remove))).toEqual(["no error", "no error", "no error"]);
    const record = (await chat.listActivity({ id: room }, { authData: admin })).data;
    expect(record.filter(({ action }) => action === "message-deleted").length).toBeGreaterThanOrEqual(3);
  });

  test("is the end of it", async () => {
    const { id, version } = await say(clerk, "last words");
    await chat.deleteMessage({ id }, { authData: clerk });
    expect(await refused(chat.editMessage({ id, version, content: "x" }, { authData: clerk }))).toBe("message_deleted");
    expect(await refused(chat.reactToMessage({ id, emoji: "👍", isOn: true }, { authData: clerk }))).toBe(
      "message_deleted",
    );
  });
});

/** Tables of the database in which the word stands, seen as somebody who sees the whole room. */
async function tablesWith(word: string): Promise<string[]> {
  return asActor(asOf(admin), async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await tx.query(`SELECT 1 FROM ${name} t WHERE to_json(t)::text LIKE $1 LIMIT 1`, [`%${word}%`]);
      if (hits.rowCount !== 0) found.push(name);
    }
    return found;
  });
}

test("[C8] a reaction is set and taken back once per person and emoji, by everybody who sees the message", async () => {
  const { id } = await say(clerk, "Done!");
  const react = (who: AuthData, emoji: string, isOn = true) =>
    chat.reactToMessage({ id, emoji, isOn }, { authData: who });
  await Promise.all([react(admin, "👍"), react(external, "👍"), react(admin, "❤️")]);
  await react(admin, "👍");
  const message = await react(external, "👍", false);
  expect(message.version).toBe(5);
  expect(message.reactions).toEqual(
    expect.arrayContaining([
      { emoji: "👍", personIds: [admin.userID] },
      { emoji: "❤️", personIds: [admin.userID] },
    ]),
  );
  expect(await refused(react(stranger, "👍"))).toBe("message_not_found");
  expect(await refused(react(admin, "ok"))).toBe("request_invalid");
  const secret = await say(clerk, "staff", false);
  expect(await refused(chat.reactToMessage({ id: secret.id, emoji: "👍", isOn: true }, { authData: external }))).toBe(
    "message_not_found",
  );
});
