/** The seed's rooms over their real addresses: history, sending, and the socket. */
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { Hotel } from "../../tests/lib/hotel";
import { call } from "../../tests/lib/api";
import { serveApi } from "../../tests/lib/serve-api";
import { PlainClient } from "../../tests/lib/stream";
import { asOf } from "../__tests__/people";
import { roomSockets } from "../engine/room-sockets";
import { asActor } from "../store/context";
import { lockConversation } from "../store/conversation.store";
import { pool } from "../store/db";

interface MessageResponse {
  id: string;
  content: string;
  is_public: boolean;
  sender_name: string;
  sender_id: string;
}

let url: string;
let manager: AuthData;
let admin: { id: string; token: string };
let clerk: typeof admin;
let external: typeof admin;
let stranger: typeof admin;
let room: string;
const clients: PlainClient[] = [];

beforeAll(async () => {
  url = await serveApi();
  await roomSockets.start();
  const hotel = await Hotel.build();
  manager = await hotel.person("manager");
  const { propertyId } = hotel;
  const person = (role: "manager" | "clerk") => hotel.login(url, role);
  admin = await person("manager");
  [clerk, external, stranger] = [await person("clerk"), await person("clerk"), await person("clerk")];
  const members = [{ personId: clerk.id }, { personId: external.id, isInternal: false }];
  const body = { propertyId, name: "Front desk", members };
  const made = await call<{ conversation: { id: string } }>(url, "POST", "/chat/rooms", { token: admin.token, body });
  room = made.body.conversation.id;
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await roomSockets.stop();
});

const path = (): string => `/api/v1/rooms/${room}/messages`;
const send = async (who: typeof admin, body: object) =>
  (await call<MessageResponse>(url, "POST", path(), { token: who.token, body })).body;
const history = async (who: typeof admin) =>
  (await call<{ messages: MessageResponse[] }>(url, "GET", path(), { token: who.token })).body.messages;
const open = (who: typeof admin, claimed = "somebody@else.example"): PlainClient => {
  const query = `user_email=${claimed}&user_name=Somebody&access_token=${who.token}`;
  const client = new PlainClient(`${url.replace("http", "ws")}/api/v1/rooms/${room}/ws?${query}`);
  clients.push(client);
  return client;
};
const ready = async (who: typeof admin): Promise<PlainClient> => {
  const client = open(who);
  await client.frame("ready");
  return client;
};
const heard = (client: PlainClient, content: string) =>
  client.until(
    () => client.frames.find(({ message }) => (message as MessageResponse | undefined)?.content === content),
    content,
  );

/** Ends the connections of chat's that wait for the lock of a conversation; resolves to how many. */
async function endWaiting(): Promise<number> {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT%FROM conversations%FOR UPDATE'`,
  );
  return rowCount ?? 0;
}

describe("[C15] messages of a room under the seed's names", () => {
  test("[S0-E01] [S0-E02] [S0-F01] carry is_public, which is true unless it is said otherwise", async () => {
    const open = await send(admin, { content: "for all" });
    const secret = await send(admin, { content: "for staff", is_public: false });
    expect(open).toMatchObject({ content: "for all", is_public: true, sender_id: admin.id, sender_name: "Tess Ter" });
    expect(secret.is_public).toBe(false);
    expect(await history(clerk)).toEqual([open, secret]);
    expect(await history(external)).toEqual([open]);
  });

  test("[S0-X04] [S0-F08] the history comes from the database, each message with its sign", async () => {
    for (const message of await history(clerk)) expect(typeof message.is_public).toBe("boolean");
    expect((await call(url, "GET", path(), { token: stranger.token })).status).toBe(404);
    expect((await call(url, "GET", path())).status).toBe(401);
  });
});

describe("[C16] the socket of a room", () => {
  test("[S0-E04] [S0-X07] opens, and closes normally", async () => {
    const client = await ready(clerk);
    client.ws.close(1000, "Done");
    const [code] = (await once(client.ws, "close")) as [number];
    expect(code).toBe(1000);
  });

  test("[S0-X03] [S0-F03] a second person hears what the first one sends, with is_public in every frame", async () => {
    const [one, two, guest] = [await ready(admin), await ready(clerk), await ready(external)];
    one.send({ content: "Testing public message" });
    one.send({ content: "Testing private message", is_public: false });
    one.send({ content: "the end" });
    for (const client of [one, two]) {
      expect(await heard(client, "Testing public message")).toMatchObject({ type: "message", is_public: true });
      expect(await heard(client, "Testing private message")).toMatchObject({ type: "message", is_public: false });
    }
    await heard(guest, "the end");
    const contents = guest.frames.flatMap(({ message }) => (message as MessageResponse | undefined)?.content ?? []);
    expect(contents).toEqual(["Testing public message", "the end"]);
    const brought = [one, two, guest].flatMap(({ frames }) => frames.filter(({ type }) => type === "message"));
    expect(brought.every((frame) => typeof frame["is_public"] === "boolean")).toBe(true);
  });

  test("knows people by their credential, not by what the address says of them", async () => {
    const client = await ready(clerk);
    client.send({ content: "who am I" });
    expect(await heard(client, "who am I")).toMatchObject({
      message: { sender_id: clerk.id, sender_name: "Tess Ter" },
    });
  });

  test("is for members: to others it says so and closes", async () => {
    const client = open(stranger);
    expect(await client.frame("error")).toMatchObject({ reason: "not_a_member" });
    await client.untilClosed();
  });

  test("[S4-S08] tells nothing more after the logout, nor to who was taken out", async () => {
    const token = external.token;
    const gone = await ready(external);
    const left = await ready(clerk);
    const kick = `/chat/conversations/${room}/members/${clerk.id}`;
    expect((await call(url, "DELETE", kick, { token: admin.token })).status).toBe(200);
    expect((await call(url, "POST", "/identity/logout", { token, body: {} })).status).toBe(200);
    await send(admin, { content: "after they left" });
    await Promise.all([gone.untilClosed(), left.untilClosed()]);
    for (const { frames } of [gone, left]) expect(JSON.stringify(frames)).not.toContain("after they left");
  });

  test("answers what is refused and what fails, and goes on", async () => {
    const client = await ready(admin);
    const answers = () => client.frames.filter(({ type }) => type === "error").map(({ reason }) => reason);
    const wrong = [
      { content: "  " },
      { content: "a", client_id: "a".repeat(65) },
      { content: "a", client_id: "\u0000" },
    ];
    for (const frame of wrong) client.send(frame);
    await expect.poll(answers).toEqual(wrong.map(() => "request_invalid"));
    await asActor(asOf({ ...manager, userID: admin.id }), async (tx) => {
      await lockConversation(tx, manager.orgId, room);
      client.send({ content: "into an outage" });
      await expect.poll(endWaiting).toBe(1);
    });
    await expect.poll(answers).toEqual([...wrong.map(() => "request_invalid"), "unavailable"]);
    client.send({ content: "still here" });
    await heard(client, "still here");
    expect(client.frames.map(({ message }) => (message as MessageResponse | undefined)?.content)).not.toContain("a");
  });
});
