import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { bookRevenue, call, login, type Revenue } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, spawnLobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";
import { View } from "../lib/view";

const OWNER = "owner@harbour.example";
let dataDir: string;

beforeAll(() => {
  dataDir = newDataDir();
});
afterAll(() => dropDataDir(dataDir));

/** Every committed row of both properties, by the API: the truth that the stream must equal. */
async function committed(base: string, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (const propertyId of [1, 2]) {
    let cursor = "";
    do {
      const query = `propertyId=${propertyId}&limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await call<{ data: Revenue[]; nextCursor: string | null; hasMore: boolean }>(
        base,
        "GET",
        `/finance/revenue?${query}`,
        { token },
      );
      expect(page.status).toBe(200);
      ids.push(...page.body.data.map((r) => r.id));
      cursor = page.body.hasMore ? (page.body.nextCursor ?? "") : "";
    } while (cursor !== "");
  }
  return ids.toSorted();
}

/** Connects with the view's cursor and stays until it holds everything up to the ack's head. */
async function catchUp(
  lobby: Lobby,
  token: string,
  view: View,
): Promise<Record<string, { n: number; digest: string }>> {
  const handshake = { lastSeq: view.lastSeq, ...(view.epoch === undefined ? {} : { epoch: view.epoch }) };
  const client = await openStream(lobby.url, token, { services: ["finance"], ...handshake });
  const ack = await client.frame("ack");
  expect(client.frames.some((f) => f.type === "resync")).toBe(false);
  const head = ack.head ?? 0;
  await client.until(
    () =>
      client.frames.some((f) => f.type !== "ack" && (f.seq ?? 0) >= head) || view.lastSeq >= head ? true : undefined,
    `seq ${head}`,
  );
  await client.close();
  view.take(client.frames);
  return ack["channels"] as Record<string, { n: number; digest: string }>;
}

const bookTen = async (base: string, token: string): Promise<void> => {
  // The process may die under any of these: each is either refused or committed, never in between.
  await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => bookRevenue(base, token, { amount: i + 1, propertyId: 1 + (i % 2) })),
  );
};

/** Waits until the log holds as many events as there are rows, then checks that the resumed view is exactly them. */
async function proveComplete(lobby: Lobby, token: string, view: View): Promise<void> {
  const rows = await committed(lobby.url, token);
  const end = Date.now() + 30_000;
  while (view.ids.length < rows.length && Date.now() < end) await catchUp(lobby, token, view);
  // A quiet log now: the account in the ack of one more connection is that of everything held.
  const channels = await catchUp(lobby, token, view);
  expect(view.ids.toSorted()).toEqual(rows);
  expect(view.differences(channels)).toEqual([]);
}

const view = new View();
let running: Lobby | undefined;
afterEach(async () => {
  await running?.stop("SIGKILL");
});
const start = async (): Promise<Lobby> => (running = await startLobby({ dataDir }));
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
  const doomed = await startDoomed(point);
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
  for (const pid of [lobby.process.pid ?? 0, ...descendants(lobby.process.pid ?? 0)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Already gone with its parent.
    }
  }
  await Promise.all([booking, lobby.ended]);

  const again = await start();
  const fresh = await login(again.url, OWNER);
  await proveComplete(again, fresh.accessToken, view);
  expect(await again.stop()).toMatchObject({ code: 0 });
});

/** All processes below one, from /proc (Linux). */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The command in brackets may hold spaces; the parent is the second field after it.
        const [, ppid] = readFileSync(`/proc/${name}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
        return [{ pid: Number(name), ppid: Number(ppid) }];
      } catch {
        return [];
      }
    });
  const below = (parent: number): number[] =>
    parents.filter((p) => p.ppid === parent).flatMap((p) => [p.pid, ...below(p.pid)]);
  return below(pid);
}
