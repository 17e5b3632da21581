import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminUrl, clusterFiles, readSettings } from "../../host/services/postgres/cluster-files";
import { bookRevenue, call, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

/** Two processes of the application on one PostgreSQL, which belongs to the first: what an operator does with DATABASE_URL. */
let one: Lobby;
let other: Lobby;
let token: string;

beforeAll(async () => {
  one = await startLobby();
  const settings = readSettings(clusterFiles(path.join(one.dataDir, "postgres")));
  if (settings === null) throw new Error("the embedded PostgreSQL left no settings");
  other = await startLobby({ env: { DATABASE_URL: adminUrl(settings) } });
  token = (await login(one.url, "owner@harbour.example")).accessToken;
});
afterAll(async () => {
  await other.stop();
  await one.stop();
  for (const { dataDir } of [one, other]) dropDataDir(dataDir);
});

test("a login of one process is good at the other, and the demo was seeded once", async () => {
  const { status, body } = await call<{ properties: unknown[] }>(other.url, "GET", "/identity/me", { token });
  expect([status, body.properties.length]).toEqual([200, 2]);
});

test("whatever process books, relays or sequences: clients of both see every event once, in one order", async () => {
  const clients = await Promise.all([one, other].map((lobby) => openStream(lobby.url, token)));
  const booked = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      bookRevenue((i % 2 === 0 ? one : other).url, token, { amount: i + 1, propertyId: 1 + (i % 2) }),
    ),
  );
  const ids = booked.map((revenue) => revenue.id).toSorted();
  const seen = await Promise.all(
    clients.map(async (client) => {
      await client.until(() => (client.events().length >= ids.length ? true : undefined), "every event");
      await client.close();
      return client.events();
    }),
  );
  for (const events of seen) expect(events.map((e) => String(e.data["id"])).toSorted()).toEqual(ids);
  expect(seen[1]?.map((e) => [e.seq, e.id])).toEqual(seen[0]?.map((e) => [e.seq, e.id]));
});

test("a client that moves from process to process holds the whole log, proven by the digest", async () => {
  const view = new View();
  for (let i = 0; i < 6; i++) {
    const [here, there] = i % 2 === 0 ? [one, other] : [other, one];
    const { id } = await bookRevenue(there.url, token, { amount: 1, propertyId: 1 });
    const client = await openStream(here.url, token, { lastSeq: view.lastSeq });
    await client.event((e) => e.data["id"] === id);
    await client.close();
    view.take(client.frames);
    expect(client.frames.map((f) => f.type)).not.toContain("resync");
  }
  const last = await openStream(other.url, token, { lastSeq: view.lastSeq });
  const ack = await last.frame("ack");
  await last.close();
  expect(view.differences(ack["channels"] as Record<string, { n: number; digest: string }>)).toEqual([]);
});
