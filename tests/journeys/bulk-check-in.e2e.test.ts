import { afterAll, beforeAll, expect, test } from "vitest";
import { call, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";

let lobby: Lobby;
let token: string;

beforeAll(async () => {
  lobby = await startLobby();
  token = (await login(lobby.url, "owner@harbour.example")).accessToken;
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

interface Bulk {
  batchKey: string;
  ok: number;
  failed: number;
  documents: number;
}

const compressed = async (): Promise<number> =>
  (await call<{ compressedMessages: number }>(lobby.url, "GET", "/v2/realtime/metrics", { token })).body
    .compressedMessages;

test("[S1-X04] [S1-E09] [S1-T01] a bulk check-in of ten documents makes one large event, and compressedMessages rises", async () => {
  const before = await compressed();
  const client = await openStream(lobby.url, token, { services: ["guest"] });
  const documents = Array.from({ length: 10 }, (_, i) => ({
    type: "passport",
    number: `P100200${i}`,
    country: "PRT",
    name: `Guest ${i}`,
  }));
  const answer = await call<Bulk>(lobby.url, "POST", "/guest-checkin/bulk", {
    token,
    body: { documents, propertyId: 1 },
  });
  expect([answer.status, answer.body.ok, answer.body.documents]).toEqual([200, 10, 10]);
  const event = await client.event((e) => e.type === "checkin-batch-processed");
  expect(event).toMatchObject({ channel: "guest/1", propertyId: 1, data: { batchKey: answer.body.batchKey, ok: 10 } });
  expect(JSON.stringify(event).length).toBeGreaterThan(1024);
  await expect.poll(compressed, { timeout: 20_000 }).toBeGreaterThan(before);
  await client.close();
});

test("[S1-E09] documents that nobody can read are refused one by one; the call itself is taken", async () => {
  const documents = Array.from({ length: 10 }, (_, i) => ({ title: `scan ${i}` }));
  const { status, body } = await call<Bulk>(lobby.url, "POST", "/guest-checkin/bulk", {
    token,
    body: { documents, propertyId: 1 },
  });
  expect([status, body.ok, body.failed]).toEqual([200, 0, 10]);
});
