import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bookRevenue, call, login } from "./lib/api";
import { dropDataDir, type Lobby, newDataDir, spawnLobby, startLobby } from "./lib/server";

let dataDir: string;
beforeAll(() => {
  dataDir = newDataDir();
});
afterAll(() => dropDataDir(dataDir));

/** Processes whose command line or environment names the data directory; none where the system has no /proc. */
function processesOf(dir: string): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return ["cmdline", "environ"].some((file) => readFileSync(`/proc/${pid}/${file}`, "latin1").includes(dir));
      } catch {
        return false;
      }
    });
}

const readyLines = (lobby: Lobby): number =>
  lobby
    .output()
    .split("\n")
    .filter((l) => l.includes("Lobby is ready on")).length;

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends everything: exit code 0, no process left, data kept",
  async (signal) => {
    const lobby = await startLobby({ dataDir });
    expect(readyLines(lobby)).toBe(1);
    expect(lobby.output()).toContain(`Lobby is ready on http://localhost:${lobby.port}`);
    const { accessToken } = await login(lobby.url, "owner@harbour.example");
    const { id } = await bookRevenue(lobby.url, accessToken, { amount: 5, propertyId: 1 });
    expect(await lobby.stop(signal)).toEqual({ code: 0, signal: null });
    expect(processesOf(dataDir)).toEqual([]);

    const again = await startLobby({ dataDir });
    const fresh = await login(again.url, "owner@harbour.example");
    expect((await call(again.url, "GET", `/finance/revenue/${id}`, { token: fresh.accessToken })).status).toBe(200);
    await again.stop();
  },
);

test("Ctrl-C under npm start, which reaches every process of the group: exit code 0, no process left", async () => {
  const lobby = await startLobby({ dataDir, byNpm: true });
  process.kill(-(lobby.process.pid ?? 0), "SIGINT");
  expect(await lobby.ended).toEqual({ code: 0, signal: null });
  expect(processesOf(dataDir)).toEqual([]);
});

test("the first page is the application", async () => {
  const lobby = await startLobby({ dataDir });
  const page = await fetch(`${lobby.url}/login`);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toContain("text/html");
  await lobby.stop();
});

test("a second start on the same data directory says who holds it", async () => {
  const first = await startLobby({ dataDir });
  const second = await spawnLobby({ dataDir });
  const { code } = await second.ended;
  expect(code).not.toBe(0);
  expect(second.output()).toMatch(new RegExp(`process ${first.process.pid}|pid ${first.process.pid}`));
  expect((await call(first.url, "GET", "/api/v1/health")).status).toBe(200);
  await first.stop();
});

test("a port in use is named", async () => {
  const first = await startLobby({ dataDir });
  const other = newDataDir();
  const second = await spawnLobby({ dataDir: other, port: first.port });
  expect((await second.ended).code).not.toBe(0);
  expect(second.output()).toContain(String(first.port));
  dropDataDir(other);
  await first.stop();
});
