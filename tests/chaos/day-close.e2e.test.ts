import { afterAll, expect, test } from "vitest";
import { call, login } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, spawnLobby, startLobby } from "../lib/server";

/**
 * At which passing of the crash point each server dies, so that the close is cut off once at every place: locked and the day ended at the
 * desk; balanced; the next day opened, then that noted; who leaves marked, then that noted.
 */
const PASSES = [2, 2, 1, 2, 1, 2];

interface Close {
  id: string;
  state: string;
  version: number;
  revenueMinor: number;
  lineCount: number;
}

const dataDir = newDataDir();
let running: Lobby | undefined;
afterAll(async () => {
  await running?.stop("SIGKILL");
  dropDataDir(dataDir);
});

const OWNER = "owner@harbour.example";
const openDay = async (url: string, token: string): Promise<string> =>
  (await call<{ businessDate: string }>(url, "GET", "/finance/day-check?propertyId=1", { token })).body.businessDate;

test(
  "[F10] a close that is killed at every step goes on at the next start, with one result",
  { timeout: 240_000 },
  async () => {
    let businessDate = "";
    const close = (url: string, token: string) => {
      const body = { propertyId: 1, businessDate, reason: "a drill" };
      return call<Close>(url, "POST", "/finance/day-closes", { token, body });
    };
    for (const pass of PASSES) {
      const env = { LOBBY_CRASH_AT: `during-day-close:${pass}`, LOBBY_RESTART: "off" };
      const doomed = await spawnLobby({ dataDir, env });
      running = doomed;
      await doomed.printed("Lobby is ready on");
      const { accessToken: token } = await login(doomed.url, OWNER);
      if (businessDate === "") businessDate = await openDay(doomed.url, token);
      // The process dies under it.
      await close(doomed.url, token).catch(() => null);
      expect(await doomed.ended).not.toMatchObject({ code: 0 });
      expect(doomed.output()).toContain("crash point: during-day-close");
    }
    const { url } = (running = await startLobby({ dataDir }));
    const { accessToken: token } = await login(url, OWNER);
    const { body: closed } = await close(url, token);
    expect(closed).toMatchObject({ state: "closed", version: 4 });
    expect((await close(url, token)).body).toEqual(closed);
    expect(
      (await call<{ data: Close[] }>(url, "GET", "/finance/day-closes?propertyId=1", { token })).body.data,
    ).toEqual([closed]);
    const path = `/finance/revenue?propertyId=1&to=${businessDate}&limit=100`;
    const { body: lines } = await call<{ data: { amountMinor: number }[] }>(url, "GET", path, { token });
    expect(closed.lineCount).toBe(lines.data.length);
    expect(closed.revenueMinor).toBe(lines.data.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    const next = new Date(Date.parse(businessDate) + 86_400_000).toISOString().slice(0, 10);
    expect(await openDay(url, token)).toBe(next);
  },
);
