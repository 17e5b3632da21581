import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { killTree } from "../../host/testing/kill-tree";
import { bookRevenue, login } from "../lib/api";
import { proveComplete } from "../lib/complete";
import { dropDataDir, type Lobby, newDataDir, spawnLobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

const OWNER = "owner@harbour.example";
let dataDir: string;

beforeAll(() => {
  dataDir = newDataDir();
});
afterAll(() => dropDataDir(dataDir));

const bookTen = async (base: string, token: string): Promise<void> => {
  // The process may die under any of these: each is either refused or committed, never in between.
  await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => bookRevenue(base, token, { amount: i + 1, propertyId: 1 + (i % 2) })),
  );
};

const view = new View();
let running: Lobby | undefined;
afterEach(async () => {
  await running?.stop("SIGKILL");
});
const start = async (): Promise<Lobby> => (running = await startLobby({ dataDir }));
// With finance's events, for other services may have something left to tell at the start.
const startDoomed = async (point: string): Promise<Lobby> => {
  running = await spawnLobby({ dataDir, env: { LOBBY_CRASH_AT: point, LOBBY_RESTART: "off" } });
  await running.printed("Lobby is ready on");
  return running;
};

test("before any crash a client holds everything", async () => {
  const lobby = await start();
  const { accessToken } = await login(lobby.url, OWNER);
  await bookTen(lobby.url, accessToken);
  await proveComplete(lobby, accessToken, view);
  expect(await lobby.stop()).toMatchObject({ code: 0 });
});

test.each([
  "after-commit-before-publish",
  "after-publish-before-delete",
  "after-receipt-before-sequencing",
  "after-sequencing-before-fanout",
])("killed %s: nothing is lost or doubled for a client that resumes", async (point) => {
  const doomed = await startDoomed(`${point}:finance`);
  const { accessToken } = await login(doomed.url, OWNER);
  await bookTen(doomed.url, accessToken);
  expect(await doomed.ended, "the process dies at the point").not.toMatchObject({ code: 0 });
  expect(doomed.output()).toContain(point);

  const lobby = await start();
  const fresh = await login(lobby.url, OWNER);
  await proveComplete(lobby, fresh.accessToken, view);
  await lobby.stop();
});

test("killed during-replay: the client goes on where it was", async () => {
  const doomed = await startDoomed("during-replay");
  const { accessToken } = await login(doomed.url, OWNER);
  const replaying = new View();
  const client = await openStream(doomed.url, accessToken, { services: ["finance"], lastSeq: 0 });
  await client.untilClosed();
  replaying.take(client.frames);
  expect(await doomed.ended).not.toMatchObject({ code: 0 });

  const lobby = await start();
  const fresh = await login(lobby.url, OWNER);
  await proveComplete(lobby, fresh.accessToken, replaying);
  await proveComplete(lobby, fresh.accessToken, view);
  await lobby.stop();
});

test("everything killed at once, PostgreSQL too: the next start recovers", async () => {
  const lobby = await start();
  const { accessToken } = await login(lobby.url, OWNER);
  const booking = bookTen(lobby.url, accessToken);
  await bookRevenue(lobby.url, accessToken, { amount: 99, propertyId: 1 });
  killTree(lobby.process);
  await Promise.all([booking, lobby.ended]);

  const again = await start();
  const fresh = await login(again.url, OWNER);
  await proveComplete(again, fresh.accessToken, view);
  expect(await again.stop()).toMatchObject({ code: 0 });
});
