import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, call, type ErrorBody, login, type Revenue } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { converse, openStream, type PlainClient, streamUrl } from "../lib/stream";

let lobby: Lobby;
const tokens: Record<string, string> = {};
const token = (email: string): string => tokens[email] ?? "";
const OWNER = "owner@harbour.example";
const MANAGER = "manager@harbour.example";
const CLERK2 = "clerk2@harbour.example";
const SUMMIT = "owner@summit.example";

beforeAll(async () => {
  lobby = await startLobby();
  for (const email of [OWNER, MANAGER, CLERK2, SUMMIT]) tokens[email] = (await login(lobby.url, email)).accessToken;
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

/** Books one revenue in each of the three properties, marked in the description. */
async function bookEverywhere(mark: string): Promise<Record<1 | 2 | 3, Revenue>> {
  const book = (who: string, propertyId: number): Promise<Revenue> =>
    bookRevenue(lobby.url, token(who), { amount: 10, propertyId, description: `${mark} ${propertyId}` });
  return { 1: await book(OWNER, 1), 2: await book(OWNER, 2), 3: await book(SUMMIT, 3) };
}

/** Waits until the client has everything up to the newest event of its own audience, then says which properties it saw. */
async function propertiesSeen(client: PlainClient, until: string): Promise<number[]> {
  await client.event((e) => e.data["id"] === until);
  return [...new Set(client.events().map((e) => e.propertyId ?? 0))].toSorted((a, b) => a - b);
}

test("[S4-S05] live and replayed events stay within organisation and property", async () => {
  const live = {
    owner: await openStream(lobby.url, token(OWNER)),
    manager: await openStream(lobby.url, token(MANAGER)),
    summit: await openStream(lobby.url, token(SUMMIT)),
  };
  const booked = await bookEverywhere("live");
  // A second one in property 1 comes after everything else: what should not be seen has had its chance.
  const lastOfOne = await bookRevenue(lobby.url, token(OWNER), { amount: 1, propertyId: 1 });
  expect(await propertiesSeen(live.owner, lastOfOne.id)).toEqual([1, 2]);
  expect(await propertiesSeen(live.manager, lastOfOne.id)).toEqual([1]);
  expect(await propertiesSeen(live.summit, booked[3].id)).toEqual([3]);
  const replay = {
    manager: await openStream(lobby.url, token(MANAGER), { lastSeq: 0 }),
    summit: await openStream(lobby.url, token(SUMMIT), { lastSeq: 0 }),
  };
  expect(await propertiesSeen(replay.manager, lastOfOne.id)).toEqual([1]);
  expect(await propertiesSeen(replay.summit, booked[3].id)).toEqual([3]);
  for (const client of [...Object.values(live), ...Object.values(replay)]) await client.close();
});

test("a row of a foreign property, a foreign organisation and an unknown one answer alike", async () => {
  const booked = await bookEverywhere("rows");
  const answers = [];
  for (const id of [booked[2].id, booked[3].id, "01890000-0000-7000-8000-000000000000"]) {
    const answer = await call<ErrorBody>(lobby.url, "GET", `/finance/revenue/${id}`, { token: token(MANAGER) });
    answers.push({ status: answer.status, code: answer.body.code, message: answer.body.message.replaceAll(id, "ID") });
  }
  expect(answers[0]).toMatchObject({ status: 404, code: "not_found" });
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test.each([2, 3, 999])(
  "the list and the booking of property %i are refused to a manager of property 1",
  async (propertyId) => {
    const list = await call<ErrorBody>(lobby.url, "GET", `/finance/revenue?propertyId=${propertyId}`, {
      token: token(MANAGER),
    });
    expect(list.status).toBe(404);
    const booking = await call<ErrorBody>(lobby.url, "POST", "/finance/revenue", {
      token: token(MANAGER),
      body: { amount: 1, propertyId },
    });
    expect(booking.status).toBe(404);
    expect(booking.body.message.replace(String(propertyId), "P")).toBe(
      list.body.message.replace(String(propertyId), "P"),
    );
  },
);

test("the list shows nothing of another property or organisation", async () => {
  const mark = `only-${Date.now()}`;
  await bookEverywhere(mark);
  const list = await call<{ data: Revenue[] }>(lobby.url, "GET", "/finance/revenue?propertyId=1&limit=100", {
    token: token(MANAGER),
  });
  expect(list.status).toBe(200);
  expect(list.body.data.some((r) => r.description === `${mark} 1`)).toBe(true);
  expect(list.body.data.every((r) => r.propertyId === 1)).toBe(true);
});

test("a properties filter with a foreign or unknown property is answered alike", async () => {
  const answers: unknown[] = [];
  for (const property of [2, 3, 999]) {
    const handshake = { services: ["finance"], version: 1, properties: [property] };
    const { client, answer } = await converse(streamUrl(lobby.url, `access_token=${token(MANAGER)}`), handshake);
    answers.push(
      JSON.parse(JSON.stringify({ type: answer.type, reason: answer.reason, events: client.events().length })),
    );
    await client.close();
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ type: "error" });
});

test("metrics count only the caller's organisation", async () => {
  const before = (
    await call<{ activeConnections: number }>(lobby.url, "GET", "/v2/realtime/metrics", { token: token(SUMMIT) })
  ).body;
  const streams = [await openStream(lobby.url, token(OWNER)), await openStream(lobby.url, token(OWNER))];
  const after = (
    await call<{ activeConnections: number; connectionPoolStats: { totalOrgs: number } }>(
      lobby.url,
      "GET",
      "/v2/realtime/metrics",
      { token: token(SUMMIT) },
    )
  ).body;
  expect(after.activeConnections).toBe(before.activeConnections);
  expect(after.connectionPoolStats.totalOrgs).toBeLessThanOrEqual(1);
  for (const client of streams) await client.close();
});
