/**
 * The second wall by itself: statements without any condition, under the runtime's database role and the settings of a person who is no
 * admin of anything.
 */
import { chat } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom } from "../__tests__/people";
import { as, REFUSED, shown, tried } from "../__tests__/statements";
import { asActor } from "./context";
import { pool } from "./db";

const SEED_TABLES = [
  "conversations",
  "conversation_members",
  "messages",
  "communities",
  "community_members",
  "community_messages",
];

let hotel: Hotel;
let admin: AuthData;
let clerk: AuthData;
let external: AuthData;
let stranger: AuthData;
let foreigner: AuthData;
let room: string;
let publicId: string;
let internalId: string;
let communities: { open: string; closed: string };

beforeAll(async () => {
  hotel = await Hotel.build();
  admin = await hotel.person("manager");
  clerk = await hotel.person("clerk");
  external = await hotel.person("clerk");
  stranger = await hotel.person("clerk");
  foreigner = await (await Hotel.build()).person("owner");
  room = await openRoom(hotel, admin, [{ who: clerk }, { who: external, isInternal: false }]);
  const say = (content: string, isPublic: boolean) =>
    chat.sendMessage({ id: room, content, isPublic }, { authData: admin });
  publicId = (await say("for all", true)).id;
  internalId = (await say("for staff", false)).id;
  communities = { open: await community(false), closed: await community(true) };
});
afterAll(() => pool.end());

/** A community of the admin's with the clerk in it, and a message. */
async function community(isPrivate: boolean): Promise<string> {
  const id = newId();
  const { orgId, userID } = admin;
  await asActor(asOf(admin), async (tx) => {
    const at = new Date();
    await tx.query(
      `INSERT INTO conversations (id, org_id, kind, name, created_by, created_at, updated_at, last_message_at)
       VALUES ($1, $2, 'community', 'Runners', $3, $4, $4, $4)`,
      [id, orgId, userID, at],
    );
    await tx.query(
      `INSERT INTO communities (conversation_id, org_id, is_private, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)`,
      [id, orgId, isPrivate, at],
    );
    await tx.query(
      `INSERT INTO community_members (id, org_id, kind, conversation_id, person_id, role, is_internal, joined_at, updated_at)
       VALUES ($1, $3, 'community', $4, $5, 'admin', true, $7, $7), ($2, $3, 'community', $4, $6, 'member', true, $7, $7)`,
      [newId(), newId(), orgId, id, userID, clerk.userID, at],
    );
    await tx.query(
      `INSERT INTO community_messages (id, org_id, kind, conversation_id, sender_id, content, created_at, updated_at)
       VALUES ($1, $2, 'community', $3, $4, 'Who runs?', $5, $5)`,
      [newId(), orgId, id, userID, at],
    );
  });
  return id;
}

describe("[S4-T01] [S4-T02] [S4-T03] [S4-T04] [S4-S01] the database", () => {
  test("has the tables with row-level security forced, on every partition as well", async () => {
    const { rows } = await pool.query<{ name: string; forced: boolean }>(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND (c.relname = ANY($1) OR EXISTS (SELECT FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                                             WHERE i.inhrelid = c.oid AND p.relname = ANY($1)))`,
      [SEED_TABLES],
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(SEED_TABLES));
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    expect(rows).toHaveLength(6 + 6);
  });

  test("is used by a role that owns nothing and that row-level security binds", async () => {
    const { rows } = await pool.query(
      `SELECT r.rolsuper OR r.rolbypassrls AS free, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
       FROM pg_roles r WHERE r.rolname = current_user`,
    );
    expect(rows).toEqual([{ free: false, owned: 0 }]);
  });

  test("has the indexes, functions and triggers by their names", async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('i', 'I') UNION SELECT proname FROM pg_proc
       UNION SELECT tgname FROM pg_trigger`,
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "idx_messages_conversation_created",
        "idx_community_messages_community_created",
        "get_or_create_conversation",
        "update_updated_at_column",
        "update_community_member_count",
      ]),
    );
  });

  test("[S0-T01] [S0-X06] [S0-F08] a message is public unless it says otherwise, also one of old", async () => {
    const { rows } = await pool.query(
      `SELECT data_type, column_default, is_nullable FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = 'messages' AND column_name = 'is_public'`,
    );
    expect(rows).toEqual([{ data_type: "boolean", column_default: "true", is_nullable: "NO" }]);
    const totals = await as(admin, (tx) =>
      tx.query(
        `SELECT count(*) AS total, count(*) FILTER (WHERE is_public) AS public, count(*) FILTER (WHERE NOT is_public) AS private
         FROM messages WHERE conversation_id = $1`,
        [room],
      ),
    );
    expect(totals.rows).toEqual([{ total: 2, public: 1, private: 1 }]);
    expect(await shown(admin, "community_messages", "is_public")).toEqual(["true", "true"]);
  });

  test("counts the members of a community who are there", async () => {
    expect(await shown(clerk, "communities", "member_count")).toEqual(["2", "2"]);
    await tried(
      clerk,
      `UPDATE community_members SET left_at = '2026-11-20T12:00:00Z', version = version + 1 WHERE person_id = $1 AND conversation_id = $2`,
      [clerk.userID, communities.open],
    );
    const counts = await as(admin, (tx) =>
      tx.query(`SELECT member_count FROM communities WHERE conversation_id = $1`, [communities.open]),
    );
    expect(counts.rows).toEqual([{ member_count: 1 }]);
  });
});

describe("[C11] [S4-X01] [S4-S02] without any condition in the statement", () => {
  test("nobody is shown anything before it is said for whom", async () => {
    for (const table of SEED_TABLES) {
      const { rows } = await inTx(pool, (tx) => tx.query(`SELECT count(*) AS count FROM ${table}`));
      expect([table, rows]).toEqual([table, [{ count: 0 }]]);
    }
  });

  test.each(["messages", "room_messages"])("%s: a member is shown what the member may see", async (table) => {
    const ofRoom = async (who: AuthData) => {
      const ids = await shown(who, table, "id");
      return [publicId, internalId].filter((id) => ids.includes(id));
    };
    expect(await ofRoom(admin)).toEqual([publicId, internalId]);
    expect(await ofRoom(clerk)).toEqual([publicId, internalId]);
    expect(await ofRoom(external)).toEqual([publicId]);
    expect(await ofRoom(stranger)).toEqual([]);
    expect(await ofRoom(foreigner)).toEqual([]);
  });

  test("a role lost at the property shuts its rooms", async () => {
    expect(await shown(clerk, "room_messages", "id", { properties: [hotel.otherPropertyId] })).toEqual([]);
    expect(await shown(clerk, "room_members", "person_id", { properties: [] })).toEqual([clerk.userID]);
  });

  test("the record shows what is about internal messages to internal members alone", async () => {
    expect(await shown(clerk, "conversation_activity", "message_id")).toContain(internalId);
    expect(await shown(external, "conversation_activity", "message_id")).not.toContain(internalId);
    expect(await shown(stranger, "conversation_activity", "id")).toEqual([]);
  });

  test.each(["conversations", "conversation_members", "room_members"])(
    "%s: who is not in the room is shown nothing of it",
    async (table) => {
      const column = table === "conversations" ? "id" : "conversation_id";
      expect(await shown(external, table, column)).toContain(room);
      expect(await shown(stranger, table, column)).not.toContain(room);
      expect(await shown(foreigner, table, column)).toEqual([]);
    },
  );

  test("[S4-X02] a private community is not there for who is not in it; an open one is, without its messages", async () => {
    expect(await shown(stranger, "communities", "conversation_id")).toEqual([communities.open]);
    expect(await shown(stranger, "conversations", "id")).toEqual([communities.open]);
    expect(await shown(stranger, "community_messages", "id")).toEqual([]);
    expect(await shown(stranger, "community_members", "id")).toEqual([]);
    expect((await shown(clerk, "communities", "conversation_id")).toSorted()).toEqual(
      Object.values(communities).toSorted(),
    );
    expect(await shown(foreigner, "communities", "conversation_id")).toEqual([]);
  });
});

describe("[C11] [S4-S03] [S4-S04] a write", () => {
  const insert = `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, content, is_public, created_at, updated_at)
    VALUES ($1, $2, 'room', $3, $4, $5, 'x', $6, '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z')`;
  const message = (who: AuthData, isPublic = true, orgId = who.orgId, sender = who.userID) =>
    tried(who, insert, [newId(), orgId, room, hotel.propertyId, sender, isPublic]);

  test("into a conversation that one is not in is refused, and so is one for others", async () => {
    expect(await message(stranger)).toBe(REFUSED);
    expect(await message(foreigner)).toBe(REFUSED);
    expect(await message(foreigner, true, hotel.orgId)).toBe(REFUSED);
    expect(await message(clerk, true, clerk.orgId, admin.userID)).toBe(REFUSED);
    expect(await message(external, false)).toBe(REFUSED);
  });

  test("to the record of what was done is only ever one more entry, in one's own name", async () => {
    expect(await tried(admin, `UPDATE conversation_activity SET action = 'x'`)).toBe(0);
    expect(await tried(admin, `DELETE FROM conversation_activity`)).toBe(0);
  });
});

test("[S4-T03] [C2] any number of people who begin at once get one direct conversation", async () => {
  const [one, two] = [await hotel.person("clerk"), await hotel.person("clerk")];
  const ask = (who: AuthData, other: AuthData) =>
    as(who, async (tx) => {
      const { rows } = await tx.query<{ conversation: string; created: boolean }>(
        `SELECT conversation, created FROM get_or_create_conversation($1, $2, $3, '2026-11-20T12:00:00Z')`,
        [newId(), other.userID, [newId(), newId()]],
      );
      return rows[0]!;
    });
  const answers = await Promise.all([1, 2, 3, 4, 5].flatMap(() => [ask(one, two), ask(two, one)]));
  expect(new Set(answers.map(({ conversation }) => conversation)).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  expect((await shown(one, "direct_members", "person_id")).toSorted()).toEqual([one.userID, two.userID].toSorted());
  expect(await shown(stranger, "direct_members", "person_id")).toEqual([]);
});
