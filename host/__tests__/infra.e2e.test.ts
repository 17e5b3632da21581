/** The recorded application with databases, topics and buckets, served by the command line as a user would. */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lobby, spawnLobby } from "../testing/host-process";
import { casesOf, complaint, type Profile, profiles, recordedTopics, Replay, strayEntries } from "./replay";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
// The host carries no cache: the service that uses one is emptied in the copy, and its cases are left out.
const topics = recordedTopics("infra").filter(({ topic }) => topic !== "cache");
let home: string;
let running: Map<Profile, Promise<Lobby>>;
let replays: Map<Profile, Replay>;

beforeAll(async () => {
  await mkdir(join(projectRoot, ".lobby"), { recursive: true });
  home = await mkdtemp(join(projectRoot, ".lobby/recorded-"));
  running = new Map(profiles.map((profile) => [profile, start(profile)]));
  replays = new Map(
    [...running].map(([profile, started]) => [
      profile,
      new Replay(
        started.then(({ url }) => url),
        topics,
        profile,
      ),
    ]),
  );
});
afterAll(async () => {
  await stopAll();
  await rm(home, { recursive: true, force: true });
});

describe.each(profiles)("the recorded application in profile %s", (profile) => {
  describe.each(topics)("$topic", ({ topic, cases }) => {
    test.each(casesOf(cases, profile))("$name: $why", async (recorded) => {
      const mismatch = await replays.get(profile)!.mismatch(recorded);
      expect(complaint(`infra/${topic}`, recorded.name, profile, mismatch)).toBeNull();
    });
  });
});

test("SIGTERM ends both with exit code 0", async () => {
  expect(await stopAll()).toEqual([0, 0]);
});

test("every case that is not carried exists", () => {
  expect(strayEntries("infra", topics)).toEqual([]);
});

async function start(profile: Profile): Promise<Lobby> {
  const app = join(home, profile);
  await cp(fileURLToPath(new URL("./conformance/infra/app", import.meta.url)), app, { recursive: true });
  await rm(join(app, "quick/api.ts"));
  const lobby = await spawnLobby({ app, profile, dataDir: join(home, `${profile}-data`) });
  await lobby.printed("ready on http");
  return lobby;
}

async function stopAll(): Promise<(number | null)[]> {
  return Promise.all([...running.values()].map(async (started) => (await (await started).stop()).code));
}
