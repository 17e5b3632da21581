import { STREAM_SERVICES } from "../../platform/events";
import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket from "ws";
import { bookRevenue, call, login } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { converse, openStream, streamUrl } from "../lib/stream";

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

interface Metrics {
  activeConnections: number;
  totalConnections: number;
  eventsDelivered: number;
  compressedMessages: number;
  missedEventsReplayed: number;
  connectionPoolStats: { totalSubscriptions: number; totalConnections: number; totalOrgs: number };
}
const metrics = async (): Promise<Metrics> =>
  (await call<Metrics>(lobby.url, "GET", "/v2/realtime/metrics", { token })).body;

test("[S1-X01] [S1-F02] [S1-F04] [S1-E01] [S1-E02] [S1-E04] a valid token opens the stream, the handshake is acknowledged with seq 0 and a timestamp", async () => {
  const handshake = { services: ["finance", "guest", "staff"], version: 1 };
  const { client, answer: ack } = await converse(streamUrl(lobby.url, `access_token=${token}`), handshake);
  expect(ack).toMatchObject({ type: "ack", seq: 0, services: ["finance", "guest", "staff"] });
  expect(Number.isNaN(Date.parse(ack.timestamp ?? ""))).toBe(false);
  expect(client.ws.readyState).toBe(WebSocket.OPEN);
  await client.close();
});

test("[S1-X02] [S1-E06] [S1-E08] [S1-T01] revenue posted over HTTP arrives as a finance event with a seq", async () => {
  const client = await openStream(lobby.url, token);
  const booked = await bookRevenue(lobby.url, token, { amount: 10000, propertyId: 1 });
  const event = await client.event((e) => e.data["id"] === booked.id);
  expect(event).toMatchObject({
    type: "revenue-recorded",
    propertyId: 1,
    data: {
      id: booked.id,
      amountMinor: 1_000_000,
      currency: booked.currency,
      source: booked.source,
      paymentMode: booked.paymentMode,
    },
  });
  const frame = client.frames.find((f) => f.events?.some((e) => e.id === event.id));
  expect(frame).toMatchObject({ type: "event", service: "finance" });
  expect(frame?.seq).toBe(Math.max(...(frame?.events ?? []).map((e) => e.seq)));
  await client.close();
});

test("[S1-X03] [S1-F13] a client that reconnects with lastSeq gets exactly the missed events, in order", async () => {
  const first = await openStream(lobby.url, token);
  await bookRevenue(lobby.url, token, { amount: 1, propertyId: 1 });
  const seen = await bookRevenue(lobby.url, token, { amount: 2, propertyId: 2 });
  const last = await first.event((e) => e.data["id"] === seen.id);
  await first.close();
  const other = await openStream(lobby.url, token);
  const missed: string[] = [];
  for (const amount of [3, 4, 5]) {
    missed.push((await bookRevenue(lobby.url, token, { amount, propertyId: 1 })).id);
  }
  await other.event((e) => e.data["id"] === missed.at(-1));
  await other.close();
  const before = (await metrics()).missedEventsReplayed;
  const second = await openStream(lobby.url, token, { lastSeq: last.seq });
  await second.event((e) => e.data["id"] === missed.at(-1));
  expect(second.events().map((e) => e.data["id"])).toEqual(missed);
  const seqs = second.events().map((e) => e.seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(Math.min(...seqs)).toBeGreaterThan(last.seq);
  expect((await metrics()).missedEventsReplayed).toBeGreaterThanOrEqual(before + 3);
  await second.close();
});

test("[S1-E03] lastSeq 0 replays from the oldest event kept, dense per channel", async () => {
  const client = await openStream(lobby.url, token, { lastSeq: 0 });
  const newest = await bookRevenue(lobby.url, token, { amount: 6, propertyId: 1 });
  await client.event((e) => e.data["id"] === newest.id);
  const next = new Map<string, number>();
  for (const e of client.events()) {
    expect(e.n, `channel ${e.channel}`).toBe((next.get(e.channel) ?? 0) + 1);
    next.set(e.channel, e.n);
  }
  expect(next.size).toBeGreaterThan(1);
  await client.close();
});

/** Streams that came after the ten that a client of the first version knows of. */
const LATER = ["chat", "uploads"];

test("[S1-X05] [S1-F03] [S1-F11] the ten streams have 10 subscriptions, and 100 connections do not change that", async () => {
  const before = await metrics();
  expect(STREAM_SERVICES.filter((stream) => !LATER.includes(stream)).toSorted()).toEqual(
    "analytics branding dashboard finance guest properties reports staff tasks users".split(" "),
  );
  expect(before.connectionPoolStats.totalSubscriptions - LATER.length).toBe(10);
  const clients = await Promise.all(Array.from({ length: 100 }, () => openStream(lobby.url, token)));
  const during = await metrics();
  expect(during.connectionPoolStats.totalSubscriptions).toBe(before.connectionPoolStats.totalSubscriptions);
  expect(during.connectionPoolStats.totalConnections - before.connectionPoolStats.totalConnections).toBe(100);
  expect(during.activeConnections - before.activeConnections).toBe(100);
  const booked = await bookRevenue(lobby.url, token, { amount: 7, propertyId: 1 });
  await Promise.all(clients.map((c) => c.event((e) => e.data["id"] === booked.id)));
  await Promise.all(clients.map((c) => c.close()));
});

test("[S1-E05] the server pings every 30 s, the first time within them; the connection is stable meanwhile", async () => {
  const client = await openStream(lobby.url, token);
  const ping = await client.until(() => client.frames.find((f) => f.type === "ping"), "a ping", 35_000);
  expect(Number.isNaN(Date.parse(ping.timestamp ?? ""))).toBe(false);
  expect(client.ws.readyState).toBe(WebSocket.OPEN);
  await client.close();
});

test("[S1-E07] metrics carry every key of the seed", async () => {
  const keys = [
    "activeConnections",
    "totalConnections",
    "eventsDelivered",
    "compressedMessages",
    "missedEventsReplayed",
  ];
  const body = await metrics();
  for (const key of keys) expect(body).toHaveProperty(key, expect.any(Number));
  for (const key of ["totalSubscriptions", "totalConnections", "totalOrgs"]) {
    expect(body.connectionPoolStats).toHaveProperty(key, expect.any(Number));
  }
});

test("[S0-E03] the health endpoint answers without a login", async () => {
  const answer = await call(lobby.url, "GET", "/api/v1/health");
  expect(answer.status).toBe(200);
});
