import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminUrl, clusterFiles, readSettings } from "../../host/services/postgres/cluster-files";
import { call, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream, type PlainClient } from "../lib/stream";

/** Two processes on one PostgreSQL: who is in a conversation is decided at one and holds at both, by every way of reading. */
let one: Lobby;
let other: Lobby;
let owner: string;
let manager: string;
let clerk: string;

const MANAGER = "01950000-0000-7000-8000-000000000102";

beforeAll(async () => {
  one = await startLobby();
  const settings = readSettings(clusterFiles(path.join(one.dataDir, "postgres")));
  if (settings === null) throw new Error("the embedded PostgreSQL left no settings");
  other = await startLobby({ env: { DATABASE_URL: adminUrl(settings) } });
  const token = async (who: string): Promise<string> => (await login(one.url, `${who}@harbour.example`)).accessToken;
  [owner, manager, clerk] = [await token("owner"), await token("manager"), await token("clerk2")];
});
afterAll(async () => {
  await other.stop();
  await one.stop();
  for (const { dataDir } of [one, other]) dropDataDir(dataDir);
});

async function ask<T>(method: string, where: string, token: string, body?: unknown): Promise<T> {
  const answer = await call<T>(one.url, method, where, { token, ...(body === undefined ? {} : { body }) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function openRoom(name: string, members: { personId: string; isInternal?: boolean }[] = []): Promise<string> {
  const body = { propertyId: 1, name, members };
  return (await ask<{ conversation: { id: string } }>("POST", "/chat/rooms", owner, body)).conversation.id;
}

const say = (room: string, content: string, isPublic = true): Promise<unknown> =>
  ask("POST", `/chat/conversations/${room}/messages`, owner, { content, isPublic });

/** One stream of the login at each process, live. */
const follow = (token: string, more: object = {}): Promise<PlainClient[]> =>
  Promise.all([one, other].map((lobby) => openStream(lobby.url, token, { services: ["chat"], ...more })));

const contents = (client: PlainClient): unknown[] => client.events().map((event) => event.data["content"]);

const resyncs = (clients: PlainClient[], count: number): Promise<unknown> =>
  Promise.all(
    clients.map((client) =>
      client.until(
        () => (client.frames.filter((f) => f.reason === "rights_changed").length === count ? true : undefined),
        `resync ${count}`,
      ),
    ),
  );

/** Everything that a login reads of the log by each way, from the beginning. */
async function readEverything(token: string): Promise<string> {
  const query = "services=chat,finance&version=1&lastSeq=0";
  const polled = await call(one.url, "GET", `/v2/realtime/poll?${query}`, { token });
  expect(polled.status).toBe(200);
  const replayed = await openStream(other.url, token, { services: ["chat", "finance"], lastSeq: 0 });
  await replayed.until(() => replayed.frames.find((f) => f.type === "ping"), "the end of the replay");
  const events = JSON.stringify(replayed.frames);
  await replayed.close();
  const answer = await fetch(`${one.url}/v2/realtime/sse?${query}`, { headers: { authorization: `Bearer ${token}` } });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let sse = "";
  while (!sse.includes('"type":"ping"')) sse += (await reader.read()).value ?? "";
  await reader.cancel();
  return JSON.stringify(polled.body) + events + sse;
}

test("[RT30] [S4-S05] who is added hears the room from then on, who is taken out nothing more, on every process", async () => {
  const streams = await follow(manager);
  const room = await openRoom("Night shift");
  await say(room, "before");
  await ask("POST", `/chat/conversations/${room}/members`, owner, { personId: MANAGER });
  await resyncs(streams, 1);
  await say(room, "while a member");
  for (const client of streams) await client.event((e) => e.data["content"] === "while a member");
  await ask("DELETE", `/chat/conversations/${room}/members/${MANAGER}`, owner);
  await resyncs(streams, 2);
  const witness = await openRoom("Witness");
  await say(room, "after");
  await ask("POST", `/chat/conversations/${witness}/members`, owner, { personId: MANAGER });
  await resyncs(streams, 3);
  await say(witness, "witness");
  for (const client of streams) {
    await client.event((e) => e.data["content"] === "witness");
    expect(contents(client)).not.toContain("before");
    expect(contents(client)).not.toContain("after");
    await client.close();
  }
});

test("[RT30] [S4-S05] [S0-F03] membership and visibility hold for streams, replays, polls, server-sent events and operators", async () => {
  const room = await openRoom("Secrets", [{ personId: MANAGER, isInternal: false }]);
  await say(room, "for members");
  await say(room, "for internal members", false);
  await expect.poll(() => readEverything(owner)).toContain("for internal members");
  // An answer may stand on the memberships of half a second ago.
  await expect.poll(() => readEverything(manager)).toContain("for members");
  const [mine, guest, stranger] = [
    await readEverything(owner),
    await readEverything(manager),
    await readEverything(clerk),
  ];
  expect(mine).toContain("for members");
  expect(guest).toContain("for members");
  expect(guest).not.toContain("for internal members");
  expect(stranger).not.toContain(room);
  expect(stranger).not.toContain("for members");
  // Operating the stream is no membership: an audit proves the chain without what was said.
  const audit = await ask<object>("GET", "/v2/realtime/audit", owner);
  expect(JSON.stringify(audit)).toContain(`c-${room}/restricted`);
  for (const said of ["for members", "for internal members"]) expect(JSON.stringify(audit)).not.toContain(said);
});
