/** Who types and who is there, over the real stream: told to who may hear of it at that moment, and kept nowhere. */
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { call } from "../../tests/lib/api";
import { Hotel } from "../../tests/lib/hotel";
import { serveApi } from "../../tests/lib/serve-api";
import { type Frame, PlainClient } from "../../tests/lib/stream";
import { openWidget, Visitor } from "../__tests__/visitors";
import { AWAY_MS, CONNECTED_MS } from "../domain/presence";
import { collaboration } from "../engine/collaboration";

interface Person {
  id: string;
  token: string;
}

let url: string;
let hotel: Hotel;
let admin: Person;
let clerk: Person;
/** In the room, and not internal. */
let external: Person;
/** In the other room alone. */
let cashier: Person;
let foreigner: Person;
let room: string;
/** All but the foreigner are in it. */
let everybody: string;
let clients: PlainClient[] = [];

beforeAll(async () => {
  url = await serveApi();
  await collaboration.start();
  hotel = await Hotel.build();
  [admin, clerk, external] = [
    await hotel.login(url, "manager"),
    await hotel.login(url, "clerk"),
    await hotel.login(url, "clerk"),
  ];
  cashier = await hotel.login(url, "cashier");
  foreigner = await (await Hotel.build()).login(url, "owner");
  room = await openRoom([{ personId: clerk.id }, { personId: external.id, isInternal: false }]);
  everybody = await openRoom([clerk, external, cashier].map(({ id }) => ({ personId: id })));
}, 60_000);
afterEach(async () => {
  clock.run();
  for (const client of clients) await client.close();
  clients = [];
});
afterAll(() => collaboration.stop());

async function openRoom(members: object[]): Promise<string> {
  const body = { propertyId: hotel.propertyId, name: "Desk", members };
  const made = await call<{ conversation: { id: string } }>(url, "POST", "/chat/rooms", { token: admin.token, body });
  return made.body.conversation.id;
}

async function connect({ token }: Person): Promise<PlainClient> {
  const client = new PlainClient(`${url.replace("http", "ws")}/chat/collaboration?access_token=${token}`);
  clients.push(client);
  await client.frame("ready");
  return client;
}

const typings = ({ frames }: PlainClient): Frame[] => frames.filter(({ type }) => type === "typing");

const heard = (client: PlainClient, what: object): Promise<Frame> =>
  client.until(
    () => typings(client).find((frame) => Object.entries(what).every(([key, value]) => frame[key] === value)),
    `typing ${JSON.stringify(what)}`,
  );

type State = "online" | "away" | "offline";

/** How the person stands on this screen by now. */
const stateOn = (client: PlainClient, { id }: Person): State | undefined =>
  client.frames
    .flatMap((frame) => (frame["people"] ?? []) as { personId: string; state: State }[])
    .findLast(({ personId }) => personId === id)?.state;

const shown = (client: PlainClient, person: Person, state: State): Promise<true> =>
  client.until(() => stateOn(client, person) === state || undefined, `${person.id} is ${state}`);

describe("[S1-F07] [C19] who types", () => {
  test("is told to the members of the conversation; of what is internal, to internal ones alone", async () => {
    const [a, c, e, o, f] = [
      await connect(admin),
      await connect(clerk),
      await connect(external),
      await connect(cashier),
      await connect(foreigner),
    ];
    a.send({ type: "typing", conversationId: room, isPublic: false });
    await heard(c, { conversationId: room, personId: admin.id, forMs: 6000 });
    a.send({ type: "typing", conversationId: room, isTyping: false });
    await heard(c, { conversationId: room, personId: admin.id, forMs: 0 });
    c.send({ type: "typing", conversationId: room });
    await heard(e, { conversationId: room, personId: clerk.id, forMs: 6000 });
    // What everybody hears comes after what some must not have heard.
    a.send({ type: "typing", conversationId: everybody });
    for (const client of [c, e, o]) await heard(client, { conversationId: everybody });
    expect(typings(e).map(({ personId, forMs }) => [personId, forMs])).toEqual([
      [clerk.id, 6000],
      [admin.id, 6000],
    ]);
    expect(typings(o)).toHaveLength(1);
    expect(typings(f)).toEqual([]);
    expect(typings(a).map(({ personId }) => personId)).toEqual([clerk.id]);
  });

  test("is not told for who is no member, who learns that", async () => {
    const [c, o, f] = [await connect(clerk), await connect(cashier), await connect(foreigner)];
    for (const client of [o, f]) {
      client.send({ type: "typing", conversationId: room });
      const refusal = await client.frame("error");
      expect(refusal).toEqual({ type: "error", reason: "not_a_member", conversationId: room });
    }
    o.send({ type: "typing", conversationId: everybody });
    await heard(c, { conversationId: everybody });
    expect(typings(c)).toHaveLength(1);
  });

  test("is told at most every two seconds, however often it is said", async () => {
    clock.stopAt(clock.now());
    const [a, c] = [await connect(admin), await connect(clerk)];
    for (let i = 0; i < 20; i++) a.send({ type: "typing", conversationId: room });
    a.send({ type: "typing", conversationId: everybody });
    await heard(c, { conversationId: everybody });
    clock.advance(2000);
    a.send({ type: "typing", conversationId: room });
    a.send({ type: "typing", conversationId: room, isTyping: false });
    await heard(c, { conversationId: room, forMs: 0 });
    expect(typings(c).filter(({ conversationId }) => conversationId === room).length).toBeLessThanOrEqual(3);
  });

  test("to a visitor is told to who answers visitors there", async () => {
    const owner = await hotel.login(url, "owner");
    const visitor = await Visitor.come(url, await openWidget(url, owner.token, hotel.propertyId), "Vera");
    const [a, c, o] = [await connect(admin), await connect(clerk), await connect(cashier)];
    c.send({ type: "typing", conversationId: visitor.conversationId });
    await heard(a, { conversationId: visitor.conversationId, personId: clerk.id });
    a.send({ type: "typing", conversationId: everybody });
    await heard(o, { conversationId: everybody });
    expect(typings(o)).toHaveLength(1);
  });
});

describe("[S1-F07] [C19] who is there", () => {
  test("is shown to who shares a conversation with them: online, away after a while, offline when they are gone", async () => {
    const [c, f] = [await connect(clerk), await connect(foreigner)];
    const a = await connect(admin);
    await shown(c, admin, "online");
    await shown(a, clerk, "online");
    clock.advance(AWAY_MS);
    await collaboration.beat();
    await collaboration.sweep();
    await shown(c, admin, "away");
    a.send({ type: "active" });
    await shown(c, admin, "online");
    await a.close();
    clock.advance(CONNECTED_MS);
    c.send({ type: "active" });
    await collaboration.sweep();
    await shown(c, admin, "offline");
    expect(f.frames.some(({ type }) => type === "presence")).toBe(false);
  });

  test("is with one of several screens still there, and only the newest ten count", async () => {
    const c = await connect(clerk);
    const first = await connect(admin);
    const others = [];
    for (let i = 0; i < 10; i++) others.push(await connect(admin));
    await first.untilClosed();
    expect(first.frames.at(-1)).toEqual({ type: "error", reason: "too_many_screens" });
    await shown(c, admin, "online");
    for (const client of others.slice(1)) await client.close();
    clock.advance(CONNECTED_MS);
    await collaboration.beat();
    await collaboration.sweep();
    others[0]!.send({ type: "typing", conversationId: everybody });
    await heard(c, { conversationId: everybody, personId: admin.id });
    expect(stateOn(c, admin)).toBe("online");
  });

  test("is told to nobody whose login has ended: the screen is told so and closed", async () => {
    const leaver = await hotel.login(url, "clerk");
    const [client, a] = [await connect(leaver), await connect(admin)];
    await call(url, "POST", "/identity/logout", { token: leaver.token });
    a.send({ type: "typing", conversationId: everybody });
    if (!client.closed) await once(client.ws, "close");
    expect(client.frames.at(-1)).toEqual({ type: "error", reason: "session_ended" });
    expect(typings(client)).toEqual([]);
  });
});

test("[S1-F07] [C1] the stream is for who is logged in", async () => {
  const client = new PlainClient(`${url.replace("http", "ws")}/chat/collaboration`);
  await expect(client.frame("ready")).rejects.toThrow("socket closed");
});
