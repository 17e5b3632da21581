/** The second wall around a visitor: statements without any condition, under the settings that a widget token brings. */
import { chat } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import type { Tx } from "../../platform/tx";
import { Hotel } from "../../tests/lib/hotel";
import { asOf, openRoom } from "../__tests__/people";
import type { Actor } from "../domain/actor";
import { sendMessage } from "../engine/send";
import { beginVisit, visitorBy } from "../engine/visits";
import { changeWidget } from "../engine/widget";
import { asActor } from "./context";
import { pool } from "./db";

const REFUSED = "42501";
const AT = "2026-11-20T12:00:00Z";

interface Guest {
  actor: Actor;
  conversationId: string;
}

let hotel: Hotel;
let owner: AuthData;
let vera: Guest;
/** At the same property, at the other one, and of another organisation. */
let others: Guest[];

beforeAll(async () => {
  hotel = await Hotel.build();
  const foreign = await Hotel.build();
  owner = await hotel.person("owner", [hotel.propertyId, hotel.otherPropertyId]);
  const stranger = await foreign.person("owner");
  const here = await openWidget(owner, hotel.propertyId);
  vera = await come(here, "Vera");
  others = [
    await come(here, "secret of Olga"),
    await come(await openWidget(owner, hotel.otherPropertyId), "secret of Uma"),
    await come(await openWidget(stranger, foreign.propertyId), "secret of Fritz"),
  ];
  for (const guest of others) await say(guest, "secret question");
  await say(vera, "my own question");
  const tell = (id: string, content: string, isPublic: boolean) =>
    chat.sendMessage({ id, content, isPublic }, { authData: owner });
  await tell(vera.conversationId, "secret note", false);
  await tell(vera.conversationId, "my own answer", true);
  await tell(await openRoom(hotel, owner, []), "secret of the room", true);
  await asActor(asOf(owner), openCommunity);
});
afterAll(() => pool.end());

async function openWidget(who: AuthData, propertyId: number): Promise<string> {
  const made = await changeWidget(asOf(who), propertyId, { version: 0, isOn: true, renewKey: false });
  if (!made.ok) throw new Error(made.reason);
  return made.value.siteKey!;
}

async function come(siteKey: string, name: string): Promise<Guest> {
  const begun = await beginVisit(siteKey, name, "unknown");
  const guest = begun.ok ? await visitorBy(begun.value.token) : begun;
  if (!guest.ok) throw new Error(guest.reason);
  return guest.value;
}

async function say({ actor, conversationId }: Guest, content: string): Promise<void> {
  const sent = await sendMessage(actor, conversationId, { content });
  if (!sent.ok) throw new Error(sent.reason);
}

/** One that everybody of the organisation sees. */
async function openCommunity(tx: Tx): Promise<void> {
  const [id, { orgId, userID }] = [newId(), owner];
  await tx.query(
    `INSERT INTO conversations (id, org_id, kind, name, created_by, created_at, updated_at, last_message_at)
     VALUES ($1, $2, 'community', 'secret community', $3, $4, $4, $4)`,
    [id, orgId, userID, AT],
  );
  await tx.query(`INSERT INTO communities (conversation_id, org_id, created_at, updated_at) VALUES ($1, $2, $3, $3)`, [
    id,
    orgId,
    AT,
  ]);
}

/** Rows touched, or the code that PostgreSQL refuses with. */
const tried = (who: Actor, sql: string, values: unknown[] = []): Promise<number | string | null> =>
  asActor(who, async (tx) => (await tx.query(sql, values)).rowCount).catch((err: { code: string }) => err.code);

describe("[C11] [C18] [S2-E03] to a visitor the database by itself", () => {
  test("shows their own conversation and what is public in it, and nothing else of any table", async () => {
    const texts = await asActor(vera.actor, async (tx) => {
      const { rows } = await tx.query<{ name: string }>(
        `SELECT oid::regclass::text AS name FROM pg_class WHERE relforcerowsecurity AND relkind IN ('r', 'p')`,
      );
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["communities", "visits", "widgets"]));
      const all: string[] = [];
      for (const { name } of rows)
        all.push(JSON.stringify((await tx.query(`SELECT to_jsonb(t) AS row FROM ${name} t`)).rows));
      return all.join("\n");
    });
    for (const own of ["Vera", "my own question", "my own answer"]) expect(texts).toContain(own);
    expect(texts).not.toContain("secret");
    expect(texts).not.toContain("site_");
    for (const { conversationId, actor } of others)
      for (const id of [conversationId, actor.personId]) expect(texts).not.toContain(id);
  });

  const insert = `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, no, change_no, sender_id, sender_type, content, is_public, created_at, updated_at)
    VALUES ($1, $2, 'visitor', $3, $4, 900, 900, $5, $6, 'x', $7, '${AT}', '${AT}')`;
  const message = (who: Actor, conversationId: string, senderType: string, isPublic = true) =>
    tried(who, insert, [newId(), who.orgId, conversationId, hotel.propertyId, who.personId, senderType, isPublic]);

  test("lets them write in it alone, as a visitor and to be seen; and nobody else speaks as one", async () => {
    const { actor, conversationId } = vera;
    for (const guest of others) expect(await message(actor, guest.conversationId, "visitor")).toBe(REFUSED);
    expect(await message(actor, conversationId, "staff")).toBe(REFUSED);
    expect(await message(actor, conversationId, "visitor", false)).toBe(REFUSED);
    expect(await message(asOf(owner), conversationId, "visitor")).toBe(REFUSED);
    expect(await tried(actor, `UPDATE messages SET content = 'y' WHERE sender_id <> app_person()`)).toBe(0);
  });

  test("lets them begin no room, community, direct conversation, nor one at another property", async () => {
    const { actor } = vera;
    const begin = (who: Actor, kind: string, propertyId: number | null) =>
      tried(
        who,
        `INSERT INTO conversations (id, org_id, kind, property_id, name, created_by, created_at, updated_at, last_message_at)
         VALUES ($1, $2, $3, $4, 'x', $5, '${AT}', '${AT}', '${AT}')`,
        [newId(), who.orgId, kind, propertyId, who.personId],
      );
    expect(await begin(actor, "room", hotel.propertyId)).toBe(REFUSED);
    expect(await begin(actor, "community", null)).toBe(REFUSED);
    expect(await begin(actor, "visitor", hotel.otherPropertyId)).toBe(REFUSED);
    expect(await begin(actor, "visitor", hotel.propertyId)).toBe(1);
    expect(await begin(asOf(owner), "visitor", hotel.propertyId)).toBe(REFUSED);
    const direct = `SELECT conversation FROM get_or_create_conversation($1, $2, $3::uuid[], '${AT}')`;
    expect(await tried(actor, direct, [newId(), owner.userID, [newId(), newId()]])).toBe(REFUSED);
  });

  test("shows the tokens of visits to nobody, and keys to who manages them in their own organisation", async () => {
    for (const who of [vera.actor, asOf(owner)]) {
      expect(await tried(who, `SELECT FROM visits`)).toBe(0);
      expect(await tried(who, `UPDATE visits SET expires_at = '2099-01-01T00:00:00Z'`)).toBe(0);
    }
    expect(await tried(asOf(owner), `SELECT FROM widgets`)).toBe(2);
    expect(await tried(vera.actor, `UPDATE widgets SET is_on = false`)).toBe(0);
  });
});
