import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Cluster, startCluster } from "../services/postgres/cluster";
import { freePort, type Lobby, newDataDir, root, spawnLobby } from "../testing/host-process";
import { killTree } from "../testing/kill-tree";
import { type SmallApp, writeSmallApp } from "./small-app";

/** How often one of the two processes is killed; `npm run test:chaos` does so for minutes, in which crons fall due too. */
const kills = Number(process.env["CHAOS_KILLS"] ?? 2);
const messagesBetweenKills = 60;
/** The short form is mostly over before a cron falls due, and so shows nothing of crons. */
const isLong = kills >= 20;

const service = `import { api } from "encore.dev/api";
import { CronJob } from "encore.dev/cron";
import { Subscription, Topic } from "encore.dev/pubsub";
import { db } from "./db";

interface Note { id: string }
export const notes = new Topic<Note>("notes", { deliveryGuarantee: "at-least-once" });
export const publish = api({ method: "POST", path: "/publish", expose: true }, async ({ id }: Note): Promise<void> => {
  await notes.publish({ id });
});
new Subscription(notes, "keep", {
  handler: async ({ id }) => {
    await db.exec\`insert into note (id) values (\${id}) on conflict do nothing\`;
  },
});
export const kept = api({ method: "GET", path: "/kept", expose: true }, async (): Promise<{ ids: string[]; runs: string[] }> => ({
  ids: (await db.queryAll<{ id: string }>\`select id from note\`).map((row) => row.id),
  runs: (await db.queryAll<{ minute: string }>\`select minute from run\`).map((row) => row.minute),
}));
export const tick = api({}, async (): Promise<void> => {
  await db.exec\`insert into run (minute) values (to_char(now(), 'HH24:MI'))\`;
});
const _ = new CronJob("tick", { schedule: "* * * * *", endpoint: tick });
`;

let app: SmallApp;
let cluster: Cluster;
const dir = mkdtempSync(join(tmpdir(), "lobby-chaos-"));
const places: { port: number; dataDir: string; lobby?: Lobby }[] = [];

async function start(place: (typeof places)[number]): Promise<void> {
  const { port, dataDir } = place;
  place.lobby = await spawnLobby({ app: app.dir, port, dataDir, env: { DATABASE_URL: cluster.adminUrl } });
  await place.lobby.printed("ready on");
}

beforeAll(async () => {
  app = writeSmallApp();
  app.write("desk/notes.ts", service);
  app.write(
    "desk/migrations/2_note.up.sql",
    "create table note (id text primary key);\ncreate table run (minute text);\n",
  );
  cluster = await startCluster({ dir: join(dir, "postgres"), root, durable: false });
  for (let i = 0; i < 2; i++) places.push({ port: await freePort(), dataDir: newDataDir() });
  for (const place of places) await start(place);
});
afterAll(async () => {
  for (const place of places) await place.lobby?.stop();
  await cluster.stop();
  app.remove();
  for (const path of [dir, ...places.map((place) => place.dataDir)]) rmSync(path, { recursive: true, force: true });
});

const acknowledged = new Set<string>();

/** Publishes all the time, at either process; what is answered with success counts. */
async function publishUntil(isOver: () => boolean, publisher: number): Promise<void> {
  for (let i = 0; !isOver(); i++) {
    const id = `${publisher}-${i}`;
    const place = places[i % places.length];
    const answer = await fetch(`http://127.0.0.1:${place?.port}/publish`, {
      method: "POST",
      body: JSON.stringify({ id }),
    }).catch(() => null);
    if (answer?.ok) acknowledged.add(id);
    // A process that is down refuses at once.
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test(
  `two processes on one PostgreSQL, one of them killed again and again: no message is lost${isLong ? ", no cron fires twice" : ""}`,
  { timeout: 60_000 + kills * 30_000 },
  async () => {
    const began = Date.now();
    let isOver = false;
    const publishers = [1, 2, 3, 4].map((publisher) => publishUntil(() => isOver, publisher));
    for (let i = 0; i < kills; i++) {
      const enough = acknowledged.size + messagesBetweenKills;
      await vi.waitUntil(() => acknowledged.size >= enough, { timeout: 30_000 });
      const place = places[i % places.length];
      if (!place?.lobby) throw new Error("no process");
      killTree(place.lobby.process);
      await place.lobby.ended;
      await start(place);
    }
    isOver = true;
    await Promise.all(publishers);
    const kept = async () =>
      (await (await fetch(`http://127.0.0.1:${places[0]?.port}/kept`)).json()) as { ids: string[]; runs: string[] };
    const lost = async () => {
      const ids = new Set((await kept()).ids);
      return [...acknowledged].filter((id) => !ids.has(id));
    };
    await vi.waitUntil(async () => (await lost()).length === 0, { timeout: 30_000, interval: 200 }).catch(() => {});
    expect(await lost()).toEqual([]);

    const { runs } = await kept();
    expect(runs).toEqual([...new Set(runs)]);
    const minutes = Math.floor((Date.now() - began) / 60_000);
    // A process that is killed while its turn runs takes that one run with it.
    expect(runs.length).toBeGreaterThanOrEqual(Math.max(isLong ? 1 : 0, Math.floor(minutes / 2)));
  },
);
