import { chat } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { Hotel } from "../../tests/lib/hotel";
import { openRoom, reasonOf } from "../__tests__/people";
import { pool } from "../store/db";

let hotel: Hotel;
let admin: AuthData;
let clerk: AuthData;
let other: AuthData;

beforeAll(async () => {
  hotel = await Hotel.build();
  admin = await hotel.person("manager");
  clerk = await hotel.person("clerk");
  other = await hotel.person("clerk");
});
afterAll(() => pool.end());

const add = (id: string, who: AuthData, by: AuthData, more: object = {}) =>
  chat.addMember({ id, personId: who.userID, ...more }, { authData: by });
const remove = (id: string, who: AuthData, by: AuthData) =>
  chat.removeMember({ id, personId: who.userID }, { authData: by });
const isIn = async (id: string, who: AuthData) =>
  (await reasonOf(chat.getConversation({ id }, { authData: who }))) === "no error";

describe("[C2] members of a room", () => {
  test("are added, changed and taken out by its admins, with one event each", async () => {
    const room = await openRoom(hotel, admin, [{ who: clerk }]);
    expect(await reasonOf(add(room, other, clerk))).toBe("admin_needed");
    const member = await add(room, other, admin);
    expect(member).toMatchObject({ personId: other.userID, role: "member", isInternal: true, version: 1 });
    expect(await add(room, other, admin)).toEqual(member);
    const change = { id: room, personId: other.userID, version: 1, role: "moderator", isInternal: false } as const;
    const changed = await chat.changeMember(change, { authData: admin });
    expect(changed).toMatchObject({ role: "moderator", isInternal: false, version: 2 });
    expect(await reasonOf(chat.changeMember(change, { authData: admin }))).toBe("version_conflict");
    expect(await reasonOf(remove(room, other, clerk))).toBe("admin_needed");
    expect(await remove(room, other, admin)).toMatchObject({ version: 3, leftAt: expect.any(String) });
    expect(await isIn(room, other)).toBe(false);
    expect(await add(room, other, admin)).toMatchObject({ id: member.id, version: 4, leftAt: null, isInternal: true });
    const { rows } = await pool.query<{ type: string; version: number }>(
      `SELECT event ->> 'type' AS type, (event -> 'entity' ->> 'version')::int AS version FROM outbox
       WHERE event -> 'entity' ->> 'id' = $1 ORDER BY id`,
      [member.id],
    );
    expect(rows).toEqual([
      { type: "member-added", version: 1 },
      { type: "member-changed", version: 2 },
      { type: "member-removed", version: 3 },
      { type: "member-added", version: 4 },
    ]);
  });

  test("leave by themselves; the last admin stays", async () => {
    const room = await openRoom(hotel, admin, [{ who: clerk }]);
    expect(await reasonOf(remove(room, admin, admin))).toBe("last_admin");
    await remove(room, clerk, clerk);
    expect(await isIn(room, clerk)).toBe(false);
    expect(await reasonOf(remove(room, clerk, admin))).toBe("member_not_found");
    const record = (await chat.listActivity({ id: room }, { authData: admin })).data;
    expect(record.map(({ action }) => action)).toEqual(["member-left", "conversation-created"]);
  });

  test("are people with a role at its property, and internal only where they are staff", async () => {
    const room = await openRoom(hotel, admin, []);
    const elsewhere = await hotel.person("owner", [hotel.otherPropertyId]);
    const foreigner = await (await Hotel.build()).person("owner");
    expect(await reasonOf(add(room, elsewhere, admin))).toBe("person_not_found");
    expect(await reasonOf(add(room, foreigner, admin))).toBe("person_not_found");
    expect((await chat.listMembers({ id: room }, { authData: admin })).data.map((m) => m.personId)).toEqual([
      admin.userID,
    ]);
  });

  test("see a renamed room under its new name", async () => {
    const room = await openRoom(hotel, admin, [{ who: clerk }]);
    const rename = (who: AuthData, version: number) =>
      chat.renameConversation({ id: room, version, name: "Night shift" }, { authData: who });
    expect(await reasonOf(rename(clerk, 1))).toBe("admin_needed");
    expect(await rename(admin, 1)).toMatchObject({ name: "Night shift", version: 2 });
    expect(await reasonOf(rename(admin, 1))).toBe("version_conflict");
    expect((await chat.getConversation({ id: room }, { authData: clerk })).conversation.name).toBe("Night shift");
  });
});

describe("[C2] a direct conversation", () => {
  const open = (who: AuthData, to: AuthData) => chat.openDirect({ personId: to.userID }, { authData: who });

  test("is one for two colleagues, whoever begins and however often", async () => {
    const [one, two] = [await hotel.person("clerk"), await hotel.person("cashier")];
    const views = await Promise.all([open(one, two), open(two, one), open(one, two)]);
    expect(new Set(views.map(({ conversation }) => conversation.id)).size).toBe(1);
    expect(views[0]).toMatchObject({ conversation: { kind: "direct" }, otherPersonId: two.userID });
    const { id } = views[0]!.conversation;
    await chat.sendMessage({ id, content: "hello" }, { authData: one });
    expect(await isIn(id, admin)).toBe(false);
    expect(await reasonOf(add(id, admin, one))).toBe("members_fixed");
    expect(await reasonOf(remove(id, one, one))).toBe("members_fixed");
    const { rows } = await pool.query(
      `SELECT event ->> 'type' AS type FROM outbox WHERE event ->> 'conversationId' = $1 ORDER BY id`,
      [id],
    );
    expect(rows.map(({ type }) => type as string)).toEqual([
      "conversation-created",
      "member-added",
      "member-added",
      "message-sent",
    ]);
  });

  test("is for people of one organisation, and not with oneself", async () => {
    const foreigner = await (await Hotel.build()).person("owner");
    expect(await reasonOf(open(clerk, foreigner))).toBe("person_not_found");
    expect(await reasonOf(chat.openDirect({ personId: newId() }, { authData: clerk }))).toBe("person_not_found");
    expect(await reasonOf(open(clerk, clerk))).toBe("request_invalid");
  });
});

test("[C14] whose memberships changed is told, and what they are now", async () => {
  const { upTo } = await chat.changedMemberships({});
  const room = await openRoom(hotel, admin, [{ who: clerk, isInternal: false }]);
  const first = await chat.changedMemberships({ since: upTo });
  const ids = (answer: typeof first) => answer.people.map(({ personId }) => personId);
  expect(ids(first)).toEqual(expect.arrayContaining([admin.userID, clerk.userID]));
  const here = async (who: AuthData) => {
    const { memberships } = await chat.membershipsOf({ orgId: hotel.orgId, personIds: [who.userID] });
    return memberships.filter(({ conversationId }) => conversationId === room);
  };
  const { propertyId } = hotel;
  expect(await here(clerk)).toEqual([{ personId: clerk.userID, conversationId: room, propertyId, internal: false }]);
  expect(await here(admin)).toMatchObject([{ internal: true }]);
  await remove(room, clerk, clerk);
  expect(ids(await chat.changedMemberships({ since: first.upTo }))).toContain(clerk.userID);
  expect(await here(clerk)).toEqual([]);
  const strangers = { orgId: newId(), personIds: [admin.userID] };
  expect(await chat.membershipsOf(strangers)).toEqual({ memberships: [] });
});
