/**
 * The second wall to the column: what a statement reaches and may not make something else. Under the runtime's database role and the
 * settings of a person.
 */
import { chat } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { Hotel } from "../../tests/lib/hotel";
import { openRoom } from "../__tests__/people";
import { as, REFUSED, shown, tried } from "../__tests__/statements";
import type { Actor } from "../domain/actor";
import { asActor } from "./context";
import { pool } from "./db";

let hotel: Hotel;
let admin: AuthData;
let clerk: AuthData;
let external: AuthData;
let stranger: AuthData;
let foreigner: AuthData;
let room: string;
/** The admin's, with nobody in it. */
let community: string;

beforeAll(async () => {
  hotel = await Hotel.build();
  admin = await hotel.person("manager");
  clerk = await hotel.person("clerk");
  external = await hotel.person("clerk");
  stranger = await hotel.person("clerk");
  foreigner = await (await Hotel.build()).person("owner");
  room = await openRoom(hotel, admin, [{ who: clerk }, { who: external, isInternal: false }]);
  await chat.sendMessage({ id: room, content: "for all" }, { authData: admin });
  await chat.sendMessage({ id: room, content: "for staff", isPublic: false }, { authData: admin });
  community = newId();
  await as(admin, async (tx) => {
    await tx.query(
      `INSERT INTO conversations (id, org_id, kind, name, created_by, created_at, updated_at, last_message_at)
       VALUES ($1, $2, 'community', 'Runners', $3, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`,
      [community, hotel.orgId, admin.userID],
    );
    await tx.query(
      `INSERT INTO communities (conversation_id, org_id, created_at, updated_at) VALUES ($1, $2, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`,
      [community, hotel.orgId],
    );
  });
});
afterAll(() => pool.end());

/** A visitor of the property, in a conversation that they have begun and are not in yet. */
async function visit(visiting: number): Promise<{ id: string; visitor: Actor }> {
  const { orgId } = hotel;
  const visitor: Actor = {
    orgId,
    personId: newId(),
    senderType: "visitor",
    properties: [],
    visitorProperties: [],
    visiting,
  };
  const id = newId();
  await asActor(visitor, (tx) =>
    tx.query(
      `INSERT INTO conversations (id, org_id, kind, property_id, created_by, created_at, updated_at, last_message_at)
       VALUES ($1, $2, 'visitor', $3, $4, $5, $5, $5)`,
      [id, orgId, visiting, visitor.personId, new Date()],
    ),
  );
  return { id, visitor };
}

describe("[C11] [S4-S03] [S4-S04] a write", () => {
  test("that says a message stands elsewhere, or has a past or other people's reactions, is refused", async () => {
    const visitors = { visitorProperties: [hotel.propertyId] };
    const forged = `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, content, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, 'x', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`;
    const place = (who: AuthData, kind: string, id: string, propertyId: number | null) =>
      tried(who, forged, [newId(), who.orgId, kind, id, propertyId, who.userID], visitors);
    expect(await place(stranger, "visitor", room, hotel.propertyId)).toBe(REFUSED);
    const elsewhere = (await visit(hotel.otherPropertyId)).id;
    expect(await place(stranger, "visitor", elsewhere, hotel.propertyId)).toBe(REFUSED);
    expect(await place(clerk, "room", room, hotel.otherPropertyId)).toBe(REFUSED);
    const entry = `INSERT INTO conversation_activity (id, org_id, kind, conversation_id, property_id, actor_id, action, at)
      VALUES ($1, $2, 'visitor', $3, $4, $5, 'x', '2026-11-20T12:00:00Z')`;
    expect(
      await tried(stranger, entry, [newId(), stranger.orgId, room, hotel.propertyId, stranger.userID], visitors),
    ).toBe(REFUSED);
    const told = (column: string, value: string) =>
      tried(
        clerk,
        `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, content, created_at, updated_at, ${column})
         VALUES ($1, $2, 'room', $3, $4, $5, 'x', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z', ${value})`,
        [newId(), clerk.orgId, room, hotel.propertyId, clerk.userID],
      );
    expect(await told("reactions", `'{"👍": ["${admin.userID}"]}'`)).toBe(REFUSED);
    expect(await told("version", "7")).toBe(REFUSED);
    expect(await told("edited_at", `'2026-11-20T12:00:00Z'`)).toBe(REFUSED);
  });

  test("of a message gets the number that is next, whatever it says itself", async () => {
    const mine = newId();
    const numbers = await as(clerk, async (tx) => {
      const before = await tx.query<{ last_no: number }>(`SELECT last_no FROM conversations WHERE id = $1`, [room]);
      await tx.query(
        `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, no, change_no, sender_id, content, created_at, updated_at)
         VALUES ($1, $2, 'room', $3, $4, 900, 900, $5, 'x', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`,
        [mine, clerk.orgId, room, hotel.propertyId, clerk.userID],
      );
      const after = await tx.query(
        `SELECT g.no, c.last_no, c.last_change - g.change_no AS behind FROM messages g JOIN conversations c ON c.id = g.conversation_id
         WHERE g.id = $1`,
        [mine],
      );
      return { next: before.rows[0]!.last_no + 1, after: after.rows };
    });
    expect(numbers.after).toEqual([{ no: numbers.next, last_no: numbers.next, behind: 0 }]);
  });

  test("to somebody else's message reaches none, but for moderators, who delete it and do nothing else to it", async () => {
    const { id } = await chat.sendMessage({ id: room, content: "of the clerk" }, { authData: clerk });
    const change = (who: AuthData, what: string) =>
      tried(who, `UPDATE messages SET ${what}, version = version + 1 WHERE id = $1`, [id]);
    const emptied = "content = NULL, deleted_at = '2026-11-20T12:00:00Z'";
    for (const who of [stranger, foreigner, external])
      for (const what of [emptied, "content = 'y'"]) expect(await change(who, what)).toBe(0);
    for (const what of [
      "content = 'y'",
      "is_public = false",
      "mentions = '{}'",
      "edited_at = '2026-11-20T12:00:00Z'",
      `${emptied}, sender_id = app_person()`,
      `${emptied}, is_public = false`,
      `reactions = '{"👍": []}'`,
    ])
      expect([what, await change(admin, what)]).toEqual([what, REFUSED]);
    expect(await tried(admin, `DELETE FROM messages WHERE id = $1`, [id])).toBe(0);
    expect(await change(admin, emptied)).toBe(1);
    expect(await change(admin, emptied)).toBe(REFUSED);
  });

  test("to one's own message is what it says and who sees it, and keeps what it said", async () => {
    const { id } = await chat.sendMessage({ id: room, content: "of the clerk" }, { authData: clerk });
    const change = (what: string, version = "version + 1") =>
      tried(clerk, `UPDATE messages SET ${what}, version = ${version} WHERE id = $1`, [id]);
    for (const what of [
      "no = 900",
      "client_id = 'x'",
      `conversation_id = '${community}', kind = 'community'`,
      "created_at = '2020-01-01T00:00:00Z'",
      `reactions = '{"👍": ["${admin.userID}"]}'`,
    ])
      expect([what, await change(what)]).toEqual([what, REFUSED]);
    expect(await change("content = 'y'", "version")).toBe(REFUSED);
    expect(await change("content = 'y'")).toBe(1);
    const kept = `message_revisions WHERE message_id = '${id}'`;
    expect(await shown(clerk, kept, "content")).toEqual(["of the clerk"]);
    for (const who of [clerk, admin]) {
      expect(await tried(who, `DELETE FROM ${kept}`)).toBe(0);
      expect(await tried(who, `UPDATE message_revisions SET content = 'z' WHERE message_id = $1`, [id])).toBe(0);
    }
    const made = `INSERT INTO message_revisions (org_id, kind, conversation_id, property_id, message_id, version, content, is_public, written_at)
      VALUES ($1, 'room', $2, $3, $4, 9, 'never said', true, '2026-11-20T12:00:00Z')`;
    expect(await tried(clerk, made, [clerk.orgId, room, hotel.propertyId, id])).toBe(REFUSED);
    await chat.deleteMessage({ id }, { authData: clerk });
    expect(await shown(admin, kept, "content")).toEqual([]);
  });

  test("to a conversation is its admins', and only its name", async () => {
    const change = (who: AuthData, what: string) =>
      tried(who, `UPDATE conversations SET ${what} WHERE id = $1`, [room]);
    const renamed = "name = 'Night', version = version + 1";
    expect(await change(admin, renamed)).toBe(1);
    expect(await change(clerk, renamed)).toBe(REFUSED);
    expect(await change(stranger, renamed)).toBe(0);
    for (const who of [clerk, admin])
      for (const what of [
        "name = 'Night'",
        "last_no = last_no + 1",
        "last_change = last_change + 1",
        "last_message_at = '2099-01-01T00:00:00Z'",
        "property_id = 7",
        "created_by = gen_random_uuid(), version = version + 1",
      ])
        expect([what, await change(who, what)]).toEqual([what, REFUSED]);
    const counted = `UPDATE communities SET member_count = 900 WHERE conversation_id = $1`;
    expect(await tried(admin, counted, [community])).toBe(REFUSED);
    const begun = `INSERT INTO conversations (id, org_id, kind, property_id, name, created_by, created_at, updated_at, last_message_at, last_no)
      VALUES ($1, $2, 'room', $3, 'x', $4, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z', 7)`;
    expect(await tried(clerk, begun, [newId(), clerk.orgId, hotel.propertyId, clerk.userID])).toBe(REFUSED);
  });

  test("to memberships is the admin's; a member leaves and reads, and gives themselves nothing", async () => {
    const member = (who: AuthData, of: AuthData, what: string) =>
      tried(
        who,
        `UPDATE conversation_members SET ${what}, version = version + 1 WHERE person_id = $1 AND conversation_id = $2`,
        [of.userID, room],
      );
    expect(await member(external, external, "read_no = 1")).toBe(1);
    for (const what of [
      "read_no = 0",
      "is_internal = true",
      "joined_at = '2020-01-01T00:00:00Z'",
      "property_id = NULL",
      "role = 'admin'",
    ])
      expect([what, await member(external, external, what)]).toEqual([what, REFUSED]);
    expect(await member(clerk, admin, "role = 'member'")).toBe(0);
    for (const what of ["read_no = 2", "person_id = app_person()", "joined_at = '2020-01-01T00:00:00Z'"])
      expect([what, await member(admin, external, what)]).toEqual([what, REFUSED]);
    expect(await member(admin, external, "role = 'moderator'")).toBe(1);
    const join = `INSERT INTO conversation_members (id, org_id, kind, conversation_id, property_id, person_id, role, is_internal, joined_at, updated_at)
      VALUES ($1, $2, 'room', $3, $4, $5, 'admin', true, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`;
    const add = (who: AuthData, propertyId: number | null) =>
      tried(who, join, [newId(), who.orgId, room, propertyId, stranger.userID]);
    expect(await add(stranger, hotel.propertyId)).toBe(REFUSED);
    expect(await add(admin, hotel.otherPropertyId)).toBe(REFUSED);
    expect(await add(admin, null)).toBe(REFUSED);
  });

  test("of a visitor's is into their own conversation as somebody who sees what is public", async () => {
    const { id, visitor } = await visit(hotel.propertyId);
    const join = (personId: string, role: string, isInternal: boolean) =>
      tried(
        admin,
        `INSERT INTO conversation_members (id, org_id, kind, conversation_id, person_id, role, is_internal, joined_at, updated_at)
         VALUES ($1, $2, 'visitor', $3, $4, $5, $6, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`,
        [newId(), visitor.orgId, id, personId, role, isInternal],
        visitor,
      );
    expect(await join(visitor.personId, "member", true)).toBe(REFUSED);
    expect(await join(visitor.personId, "admin", false)).toBe(REFUSED);
    expect(await join(stranger.userID, "member", false)).toBe(REFUSED);
    expect(await join(visitor.personId, "member", false)).toBe(1);
  });

  test("to a direct conversation is its messages and markers: nobody leaves it or is given more in it", async () => {
    const other = await hotel.person("clerk");
    const { conversation } = await chat.openDirect({ personId: other.userID }, { authData: clerk });
    for (const what of ["left_at = '2026-11-20T12:00:00Z'", "role = 'admin'"])
      expect(
        await tried(clerk, `UPDATE direct_members SET ${what}, version = version + 1 WHERE conversation_id = $1`, [
          conversation.id,
        ]),
      ).toBe(REFUSED);
  });
});
