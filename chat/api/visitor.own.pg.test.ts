/** A visitor of a property's website over the real addresses: begins, writes, reads answers; and reaches nothing else. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { call, type ErrorBody } from "../../tests/lib/api";
import { Hotel } from "../../tests/lib/hotel";
import { serveApi } from "../../tests/lib/serve-api";
import { openWidget, Visitor } from "../__tests__/visitors";
import type { ChatbotConversation } from "../contract/seed-types";
import type { ChatWidget, Message } from "../contract/types";
import { BEGIN_BY_ADDRESS, VISIT_MS } from "../domain/visit";
import { pool } from "../store/db";
import { dropVisits } from "../store/visit.store";

let url: string;
let hotel: Hotel;
let owner: { id: string; token: string };
let desk: typeof owner;
let siteKey: string;
let vera: Visitor;

beforeAll(async () => {
  url = await serveApi();
  hotel = await Hotel.build();
  [owner, desk] = [await hotel.login(url, "owner"), await hotel.login(url, "clerk")];
  siteKey = await openWidget(url, owner.token, hotel.propertyId);
  vera = await Visitor.come(url, siteKey, "Vera");
});
afterEach(() => clock.run());

const answer = async (content: string, isPublic: boolean): Promise<Message> =>
  (
    await call<Message>(url, "POST", `/chat/conversations/${vera.conversationId}/messages`, {
      token: desk.token,
      body: { content, isPublic },
    })
  ).body;

const reason = ({ status, body }: { status: number; body: ErrorBody }) => [status, body.details?.reason];

describe("[S2-E03] [C18] a visitor's message", () => {
  test("needs a widget token: 401 without one or with any other, 403 while the widget is off", async () => {
    for (const token of ["", "visit_unknown", owner.token, siteKey]) {
      const stranger = new Visitor(url, token);
      expect(reason(await stranger.send({ content: "hello" }))).toEqual([401, "widget_token_invalid"]);
      expect(reason(await stranger.poll())).toEqual([401, "widget_token_invalid"]);
    }
    const other = { propertyId: hotel.otherPropertyId };
    const manager = await hotel.loginAs(url, [[hotel.otherPropertyId, "owner"]]);
    const key = await openWidget(url, manager.token, other.propertyId);
    const visitor = await Visitor.come(url, key, "Victor");
    const off = { ...other, version: 1, isOn: false };
    await call(url, "PUT", "/chat/widget", { token: manager.token, body: off });
    expect(reason(await visitor.send({ content: "hello" }))).toEqual([403, "widget_off"]);
    expect(reason(await visitor.poll())).toEqual([403, "widget_off"]);
    expect(reason(await Visitor.begin(url, { site_key: key }))).toEqual([403, "widget_off"]);
  });

  test("is there for who answers visitors, whose answer the visitor gets by the first name; never an internal note", async () => {
    const said = await vera.say("Do you have a crib?");
    expect(said).toMatchObject({ content: "Do you have a crib?", sender_type: "visitor", sender_name: null });
    const shown = await call<ChatbotConversation>(url, "GET", `/admin/chatbot/${vera.conversationId}`, desk);
    expect(shown.body).toMatchObject({ visitor_name: "Vera", messages: [{ id: said.id, sender_type: "visitor" }] });
    const { body, headers } = await vera.poll();
    await answer("She has asked twice", false);
    const quiet = await vera.poll(body.cursor, headers.get("etag")!);
    expect(quiet.status).toBe(304);
    const { id } = await answer("Of course", true);
    const next = await vera.poll(body.cursor, headers.get("etag")!);
    expect(next.body.messages).toEqual([
      {
        id,
        sender_type: "admin",
        sender_name: "Tess",
        content: "Of course",
        client_message_id: null,
        created_at: expect.any(String),
        edited_at: null,
        deleted_at: null,
      },
    ]);
    const all = (await vera.poll()).body.messages.map(({ content }) => content);
    expect(all).toEqual(["Of course", "Do you have a crib?"]);
  });

  test("that is edited or deleted comes once more; one that became internal is not shown any more", async () => {
    const [edited, deleted, hidden] = [await answer("a", true), await answer("b", true), await answer("c", true)];
    const { body } = await vera.poll();
    const change = (message: Message, what: object) =>
      call(url, "PUT", `/chat/messages/${message.id}`, { token: desk.token, body: { version: 1, ...what } });
    await change(edited, { content: "a, rather" });
    await call(url, "DELETE", `/chat/messages/${deleted.id}`, { token: desk.token });
    await change(hidden, { isPublic: false });
    const next = await vera.poll(body.cursor);
    expect(next.body.messages.map(({ id, content }) => [id, content])).toEqual([
      [edited.id, "a, rather"],
      [deleted.id, null],
    ]);
    expect((await vera.poll()).body.messages.map(({ id }) => id)).not.toContain(hidden.id);
    expect((await vera.poll(next.body.cursor, next.headers.get("etag")!)).status).toBe(304);
  });

  test("sent again under its own name, or under the same key, is the same message", async () => {
    const named = { content: "Once", client_message_id: "m-1" };
    const both = await Promise.all([vera.send(named), vera.send(named)]);
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    expect(both[0].body.client_message_id).toBe("m-1");
    const keyed = () => vera.send({ content: "Twice" }, { "idempotency-key": "k-1" });
    expect((await keyed()).body.id).toBe((await keyed()).body.id);
  });

  test("is refused by what is wrong with it, and more than ten in a minute by when to come again", async () => {
    const other = await Visitor.come(url, siteKey, "Otto");
    clock.stopAt(clock.now());
    for (const content of ["", "x".repeat(5001)])
      expect(reason(await other.send({ content }))).toEqual([400, "request_invalid"]);
    for (let i = 0; i < 10; i++) await other.say(`no. ${i}`);
    const refused = await other.send({ content: "one more" });
    expect(reason(refused)).toEqual([429, "rate_limited"]);
    expect(refused.body.details).toMatchObject({ retryAfterMs: expect.any(Number) });
    expect((await vera.send({ content: "still here" })).status).toBe(200);
  });
});

describe("[S2-E03] [C18] a widget token", () => {
  test("opens one conversation: not another visitor's, nor anything that staff read", async () => {
    const other = await Visitor.come(url, siteKey, "Olga");
    await other.say("for the desk alone");
    const texts = JSON.stringify((await vera.poll(0)).body);
    expect(texts).not.toContain("for the desk alone");
    const asPerson = { token: vera.token };
    for (const path of [
      "/chat/conversations",
      `/chat/conversations/${vera.conversationId}/messages`,
      `/admin/chatbot/${vera.conversationId}/messages`,
    ])
      expect([path, (await call(url, "GET", path, asPerson)).status]).toEqual([path, 401]);
    const mine = await call(url, "GET", `/admin/chatbot/${vera.conversationId}`, {
      headers: { "x-widget-token": vera.token },
    });
    expect(mine.status).toBe(401);
  });

  test("lasts 30 days after it was last used, and is dropped then", async () => {
    const visitor = await Visitor.come(url, siteKey, "Uma");
    clock.advance(VISIT_MS - 60_000);
    expect((await visitor.poll()).status).toBe(200);
    clock.advance(3_600_000);
    expect((await visitor.poll()).status).toBe(200);
    clock.advance(VISIT_MS);
    expect(reason(await visitor.poll())).toEqual([401, "widget_token_invalid"]);
    clock.run();
    expect(await dropVisits(pool, new Date(Date.now() + 3 * VISIT_MS), new Date(0))).toBeGreaterThan(0);
    expect(reason(await visitor.poll())).toEqual([401, "widget_token_invalid"]);
    vera = await Visitor.come(url, siteKey, "Vera");
  });

  test("is given by a key that is somebody's, so often from one address and no more", async () => {
    expect(reason(await Visitor.begin(url, { site_key: "site_none" }))).toEqual([404, "widget_not_found"]);
    expect(reason(await Visitor.begin(url, { site_key: siteKey, name: "\u0000" }))).toEqual([400, "request_invalid"]);
    const { rows } = await pool.query<{ key: string }>(`SELECT key FROM visit_rate WHERE key LIKE 'begin %.%'`);
    const [key = "begin 127.0.0.1"] = rows.map((row) => row.key);
    await pool.query(
      `INSERT INTO visit_rate AS r (key, since, count) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET count = $3`,
      [key, new Date(), BEGIN_BY_ADDRESS.count],
    );
    const refused = await Visitor.begin(url, { site_key: siteKey });
    expect(reason(refused)).toEqual([429, "rate_limited"]);
    await pool.query(`DELETE FROM visit_rate`);
    expect((await Visitor.begin(url, { site_key: siteKey })).status).toBe(200);
  });
});

describe("[C18] the widget of a property", () => {
  const widget = (who: typeof owner, propertyId = hotel.propertyId) =>
    call<ChatWidget & ErrorBody>(url, "GET", `/chat/widget?propertyId=${propertyId}`, { token: who.token });
  const change = (who: typeof owner, body: object) =>
    call<ChatWidget & ErrorBody>(url, "PUT", "/chat/widget", { token: who.token, body });

  test("is its managers' to switch, by the version that they saw; another key leaves begun conversations alone", async () => {
    expect(reason(await widget(desk))).toEqual([403, "permission_missing"]);
    const { propertyId } = hotel;
    const { version } = (await widget(owner)).body;
    expect(reason(await change(desk, { propertyId, version, isOn: false }))).toEqual([403, "permission_missing"]);
    expect(reason(await change(owner, { propertyId, version: version - 1, isOn: false }))).toEqual([
      409,
      "version_conflict",
    ]);
    const renewed = await change(owner, { propertyId, version, isOn: true, renewKey: true });
    expect(renewed.body).toMatchObject({ propertyId, version: version + 1, isOn: true });
    expect(renewed.body.siteKey).not.toBe(siteKey);
    expect(reason(await Visitor.begin(url, { site_key: siteKey }))).toEqual([404, "widget_not_found"]);
    expect((await vera.poll()).status).toBe(200);
    siteKey = renewed.body.siteKey!;
  });

  test("is off and without a key until somebody switches it on, one of two who do so at once", async () => {
    const fresh = await Hotel.build();
    const boss = await fresh.login(url, "owner");
    const off = { propertyId: fresh.propertyId, version: 0, siteKey: null, isOn: false };
    expect((await widget(boss, fresh.propertyId)).body).toEqual(off);
    const on = { propertyId: fresh.propertyId, version: 0, isOn: true };
    const both = await Promise.all([change(boss, on), change(boss, on)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(reason(await widget(owner, fresh.propertyId))).toEqual(reason(await widget(owner, 999_999)));
  });
});
