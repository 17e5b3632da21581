import { afterAll, beforeAll, expect, test } from "vitest";
import { call, type ErrorBody, login } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, startLobby } from "../lib/server";

const dataDir = newDataDir();
let lobby: Lobby;

beforeAll(async () => {
  lobby = await startLobby({ dataDir });
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(dataDir);
});

const as = async (email: string) => {
  const { accessToken: token } = await login(lobby.url, email);
  return <T>(method: string, path: string, body?: unknown) =>
    call<T>(lobby.url, method, path, { token, ...(body === undefined ? {} : { body }) });
};

test("an owner sets how long the own organisation's events are kept; nobody else's change", async () => {
  const [owner, other] = [await as("owner@harbour.example"), await as("owner@summit.example")];
  const path = "/v2/realtime/retention";
  expect((await owner("GET", path)).body).toEqual({ keepDays: 7, isDefault: true });
  expect((await owner("PUT", path, { keepDays: 30 })).body).toEqual({ keepDays: 30, isDefault: false });
  expect((await other("GET", path)).body).toEqual({ keepDays: 7, isDefault: true });
  expect((await owner("PUT", path, { keepDays: 0 })).status).toBe(400);
  expect((await owner("PUT", path, { keepDays: 366 })).status).toBe(400);
  expect((await owner("PUT", path, { keepDays: null })).body).toEqual({ keepDays: 7, isDefault: true });
});

test("parked messages, audit and retention are for who may operate the stream, and for nobody outside", async () => {
  const [owner, clerk] = [await as("owner@harbour.example"), await as("clerk2@harbour.example")];
  expect((await owner("GET", "/v2/realtime/parked")).body).toEqual({ data: [], nextCursor: null, hasMore: false });
  const unknown = await owner("POST", "/v2/realtime/parked/replay", { ids: [1, 2] });
  expect(unknown.body).toEqual({
    data: [1, 2].map((id) => ({ id, outcome: "not_found", reason: null })),
  });
  for (const [method, path, body] of [
    ["GET", "/v2/realtime/parked"],
    ["POST", "/v2/realtime/parked/replay", { ids: [1] }],
    ["GET", "/v2/realtime/audit"],
    ["GET", "/v2/realtime/retention"],
    ["PUT", "/v2/realtime/retention", { keepDays: 3 }],
  ] as const) {
    const refused = await clerk<ErrorBody>(method, path, body);
    expect([path, refused.status, refused.body.details?.reason]).toEqual([path, 403, "permission_missing"]);
    expect((await call(lobby.url, method, path, body === undefined ? {} : { body })).status).toBe(401);
  }
  const events = { orgId: "01890000-0000-7000-8000-000000000001", eventIds: [] };
  for (const [path, body] of [
    ["/realtime/internal/erase", events],
    ["/finance/internal/erase-events", events],
    ["/realtime/internal/batch", { service: "finance", message: "{}" }],
  ] as const)
    expect([path, (await owner<ErrorBody>("POST", path, body)).body.code]).toEqual([path, "not_found"]);
});
