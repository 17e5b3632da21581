/** Visitors' conversations as who answers them polls them, over the real addresses. */
import { Client } from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { call, type ErrorBody } from "../../tests/lib/api";
import { Hotel } from "../../tests/lib/hotel";
import { serveApi } from "../../tests/lib/serve-api";
import { asOf } from "../__tests__/people";
import type { ChatbotConversation, ChatbotMessage } from "../contract/seed-types";
import type { Actor } from "../domain/actor";
import { sendMessage } from "../engine/send";
import { asActor } from "../store/context";
import { pool } from "../store/db";

interface Page {
  messages: ChatbotMessage[];
  cursor: number;
}

const AT = "2026-11-20T12:00:00.000Z";

let url: string;
let hotel: Hotel;
let desk: { id: string; token: string };
let cashier: typeof desk;
let foreigner: typeof desk;
let visitor: Actor;
let id: string;

beforeAll(async () => {
  url = await serveApi();
  hotel = await Hotel.build();
  desk = await hotel.login(url, "clerk");
  cashier = await hotel.login(url, "cashier");
  foreigner = await (await Hotel.build()).login(url, "owner");
  visitor = {
    orgId: hotel.orgId,
    personId: newId(),
    senderType: "visitor",
    properties: [],
    visitorProperties: [],
    visiting: hotel.propertyId,
  };
  id = await visit("Vera");
});

/** A visitor comes to the website of the property. */
async function visit(name: string): Promise<string> {
  const conversation = newId();
  await asActor(visitor, async (tx) => {
    await tx.query(
      `INSERT INTO conversations (id, org_id, kind, property_id, name, created_by, created_at, updated_at, last_message_at)
       VALUES ($1, $2, 'visitor', $3, $4, $5, $6, $6, $6)`,
      [conversation, visitor.orgId, hotel.propertyId, name, visitor.personId, AT],
    );
    await tx.query(
      `INSERT INTO conversation_members (id, org_id, kind, conversation_id, person_id, role, is_internal, joined_at, updated_at)
       VALUES ($1, $2, 'visitor', $3, $4, 'member', false, $5, $5)`,
      [newId(), visitor.orgId, conversation, visitor.personId, AT],
    );
  });
  return conversation;
}

const ask = (who: typeof desk | null, path: string, etag?: string) =>
  call<Page & ErrorBody>(url, "GET", `/admin/chatbot/${path}`, {
    ...(who !== null && { token: who.token }),
    ...(etag !== undefined && { headers: { "if-none-match": etag } }),
  });

/** Answers so many times. */
async function answer(clerk: AuthData, conversation: string, times: number): Promise<void> {
  await asActor(asOf(clerk), (tx) =>
    tx.query(
      `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, content, created_at, updated_at)
       SELECT gen_random_uuid(), $1, 'visitor', $2, $3, $4, 'Yes', $5, $5 FROM generate_series(1, $6)`,
      [clerk.orgId, conversation, hotel.propertyId, clerk.userID, AT, times],
    ),
  );
}

/** The statements of an answer: all of chat's, and those that ask for people's names. */
async function statementsOf(who: typeof desk, path: string): Promise<{ messages: number; statements: string[] }> {
  const { rows } = await pool.query<{ name: string }>(`SELECT current_database() AS name`);
  const query = vi.spyOn(Client.prototype, "query");
  try {
    const { body } = await ask(who, path);
    const ran = query.mock.calls.map(([statement], i) => {
      const { database } = query.mock.contexts[i] as Client;
      return { isChats: database === rows[0]!.name, text: textOf(statement) };
    });
    const counted = ran.filter(({ isChats, text }) => isChats || text.includes("name FROM person"));
    return { messages: body.messages.length, statements: counted.map(({ text }) => text) };
  } finally {
    query.mockRestore();
  }
}

const textOf = (statement: unknown): string =>
  typeof statement === "string" ? statement : (statement as { text: string }).text;

async function say(content: string): Promise<string> {
  const sent = await sendMessage(visitor, id, { content });
  if (!sent.ok) throw new Error(sent.reason);
  return sent.value.id;
}

describe("[C17] a visitor's messages", () => {
  test("[S2-E01] [S2-E04] [S2-X01] come with a bearer token, newest first, each with who sent it", async () => {
    await say("Do you have a crib?");
    const answer = { content: "We do", isPublic: true };
    await call(url, "POST", `/chat/conversations/${id}/messages`, { token: desk.token, body: answer });
    const { status, body } = await ask(desk, `${id}/messages`);
    expect(status).toBe(200);
    expect(body.messages).toMatchObject([
      { content: "We do", sender_type: "admin", sender: { id: desk.id, name: "Tess Ter" } },
      { content: "Do you have a crib?", sender_type: "visitor", sender: { id: visitor.personId, name: "Vera" } },
    ]);
  });

  test("[S2-E02] [S2-F05] [S2-F06] stand with their conversation, which is as new as the newest of them", async () => {
    const { status, body } = await call<ChatbotConversation>(url, "GET", `/admin/chatbot/${id}`, { token: desk.token });
    const { body: page } = await ask(desk, `${id}/messages`);
    expect([status, body.visitor_name, body.property_id]).toEqual([200, "Vera", hotel.propertyId]);
    expect(body).toMatchObject({ ...page, updated_at: page.messages[0]!.created_at });
  });

  test("are asked for by what is new: 304 while nothing is, then what came or changed, and that alone", async () => {
    const first = await ask(desk, `${id}/messages`);
    const etag = first.headers.get("etag")!;
    for (const path of [`${id}/messages`, `${id}/messages?since=${first.body.cursor}`])
      expect([path, (await ask(desk, path, etag)).status]).toEqual([path, 304]);
    const sent = await say("Thank you");
    const next = await ask(desk, `${id}/messages?since=${first.body.cursor}`, etag);
    expect([next.status, next.body.messages.map((message) => message.id)]).toEqual([200, [sent]]);
    const reaction = { emoji: "👍", isOn: true };
    await call(url, "PUT", `/chat/messages/${sent}/reaction`, { token: desk.token, body: reaction });
    const changed = await ask(desk, `${id}/messages?since=${next.body.cursor}`);
    expect(changed.body.messages.map((message) => message.id)).toEqual([sent]);
    expect((await ask(desk, `${id}/messages?since=${changed.body.cursor}`)).body.messages).toEqual([]);
  });

  test("[S2-T02] [S2-F09] are at most 100 in an answer, and the cursor leads through all of them", async () => {
    const many = await visit("Victor");
    await asActor(visitor, async (tx) => {
      await tx.query(
        `INSERT INTO messages (id, org_id, kind, conversation_id, property_id, sender_id, sender_type, content, is_public, created_at, updated_at)
         SELECT gen_random_uuid(), $1, 'visitor', $2, $3, $4, 'visitor', 'no. ' || n, true, $5, $5 FROM generate_series(1, 230) n`,
        [visitor.orgId, many, hotel.propertyId, visitor.personId, AT],
      );
    });
    const newest = (await ask(desk, `${many}/messages`)).body;
    expect([newest.messages.length, newest.messages[0]?.content, newest.cursor]).toEqual([100, "no. 230", 230]);
    const contents: (string | null)[] = [];
    for (
      let page: Page = { messages: [], cursor: 0 };
      page.cursor < 230;
      contents.push(...page.messages.map((m) => m.content))
    )
      page = (await ask(desk, `${many}/messages?since=${page.cursor}`)).body;
    expect(contents).toEqual(Array.from({ length: 230 }, (_, i) => `no. ${i + 1}`));
  });

  test("[S2-T02] cost as many statements, whether there is one of them or a hundred of four people's", async () => {
    const [one, hundred] = [await visit("Una"), await visit("Hans")];
    for (let i = 0; i < 4; i++) {
      const clerk = await hotel.person("clerk");
      await answer(clerk, hundred, 25);
      if (i === 0) await answer(clerk, one, 1);
    }
    for (const path of ["", "/messages", "/messages?since=0"]) {
      const [few, many] = [await statementsOf(desk, one + path), await statementsOf(desk, hundred + path)];
      expect([few.messages, many.messages]).toEqual([1, 100]);
      expect(many.statements).toEqual(few.statements);
      expect(few.statements.filter((text) => text.includes("FROM person"))).toHaveLength(1);
      expect(few.statements.filter((text) => text.includes("FROM messages")).length).toBeGreaterThan(0);
    }
  });

  test("[S2-F08] [S2-S01] [S2-S03] are for who answers visitors there, to nobody else do they exist", async () => {
    const room = { propertyId: hotel.propertyId, name: "Desk" };
    const owner = await hotel.login(url, "owner");
    const made = await call<{ conversation: { id: string } }>(url, "POST", "/chat/rooms", {
      token: owner.token,
      body: room,
    });
    for (const path of ["", "/messages"]) {
      expect((await ask(null, id + path)).status).toBe(401);
      for (const who of [cashier, foreigner]) expect((await ask(who, id + path)).status).toBe(404);
      for (const other of [newId(), "1", made.body.conversation.id])
        expect([other, (await ask(owner, other + path)).status]).toEqual([other, 404]);
    }
    const wrong = await ask(desk, `${id}/messages?since=-1`);
    expect([wrong.status, wrong.body.details?.reason]).toEqual([400, "cursor_invalid"]);
  });

  test("[S2-T01] lie in tables that have the seed's names and indexes", async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname LIKE 'chat\\_%' OR relname LIKE 'idx\\_chat\\_%' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "chat_conversations",
        "chat_messages",
        "idx_chat_messages_conversation_created",
        "idx_chat_messages_created_at",
        "idx_chat_messages_sender_type",
      ]),
    );
  });
});
