import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Cluster, startCluster } from "../../host/services/postgres/cluster";
import { killTree } from "../../host/testing/kill-tree";
import { call, login } from "../lib/api";
import { proveComplete } from "../lib/complete";
import { dropDataDir, freePort, type Lobby, newDataDir, root, startLobby } from "../lib/server";
import { openStream, type PlainClient } from "../lib/stream";
import { View } from "../lib/view";

/** How often one of the two processes is killed; `npm run test:chaos` does so for minutes. */
const kills = Number(process.env["CHAOS_KILLS"] ?? 2);
const bookingsBetweenKills = 40;

let cluster: Cluster;
const dir = mkdtempSync(path.join(tmpdir(), "lobby-chaos-"));
const places: { port: number; dataDir: string; lobby?: Lobby }[] = [];

async function start(place: (typeof places)[number]): Promise<Lobby> {
  const { port, dataDir } = place;
  return (place.lobby = await startLobby({ port, dataDir, env: { DATABASE_URL: cluster.adminUrl } }));
}

beforeAll(async () => {
  cluster = await startCluster({ dir: path.join(dir, "postgres"), root, durable: false });
  for (let i = 0; i < 2; i++) places.push({ port: await freePort(), dataDir: newDataDir() });
  for (const place of places) await start(place);
});
afterAll(async () => {
  for (const place of places) await place.lobby?.stop();
  await cluster.stop();
  for (const place of places) dropDataDir(place.dataDir);
  rmSync(dir, { recursive: true, force: true });
});

const urlOf = (i: number): string => `http://127.0.0.1:${places[i % places.length]?.port}`;
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Books all the time, at either process; returns the ids of what was answered with success. */
async function bookUntil(isOver: () => boolean, token: string, booked: string[]): Promise<void> {
  for (let i = 0; !isOver(); i++) {
    const body = { amount: 1, propertyId: 1 + (i % 2) };
    const answer = await call(urlOf(i), "POST", "/finance/revenue", { token, body }).catch(() => null);
    if (answer?.status === 200) booked.push(String(answer.body["id"]));
    // A process that is down refuses at once.
    else await aMoment();
  }
}

/** Follows the stream as a client does: when the connection ends, it goes on at the other process from where it was. */
async function followUntil(isOver: () => boolean, token: string, view: View): Promise<number> {
  let moves = 0;
  for (let i = 0; !isOver(); i++) {
    let client: PlainClient | undefined;
    try {
      const from = { lastSeq: view.lastSeq, ...(view.epoch === undefined ? {} : { epoch: view.epoch }) };
      client = await openStream(urlOf(i), token, { services: ["finance"], ...from });
      moves++;
      await vi.waitUntil(() => client?.closed || isOver(), { timeout: 600_000, interval: 20 });
      await client.close();
    } catch {
      await aMoment();
    }
    expect(client?.frames.filter((frame) => frame.type === "resync") ?? []).toEqual([]);
    view.take(client?.frames ?? []);
  }
  return moves;
}

test(
  "two processes, one of them killed again and again: what was booked is on the stream once, and clients go on at the other",
  { timeout: 60_000 + kills * 30_000 },
  async () => {
    const { accessToken } = await login(urlOf(0), "owner@harbour.example");
    let isOver = false;
    const booked: string[] = [];
    const views = [new View(), new View()];
    const following = views.map((view) => followUntil(() => isOver, accessToken, view));
    const booking = [1, 2, 3].map(() => bookUntil(() => isOver, accessToken, booked));
    for (let i = 0; i < kills; i++) {
      const enough = booked.length + bookingsBetweenKills;
      await vi.waitUntil(() => booked.length >= enough, { timeout: 60_000 });
      const place = places[i % places.length];
      if (!place?.lobby) throw new Error("no process");
      killTree(place.lobby.process);
      await place.lobby.ended;
      await start(place);
    }
    isOver = true;
    await Promise.all(booking);
    const moves = await Promise.all(following);
    for (const count of moves) expect(count).toBeGreaterThan(kills / 2);
    for (const [i, view] of views.entries()) {
      const lobby = places[i]?.lobby;
      if (!lobby) throw new Error("no process");
      await proveComplete(lobby, accessToken, view);
      const seen = new Set(view.ids);
      expect(booked.filter((id) => !seen.has(id))).toEqual([]);
    }
  },
);
