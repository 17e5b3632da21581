/** The recorded application with databases, topics and buckets, served by the command line as a user would. */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lobby, spawnLobby } from "../testing/host-process";
import { casesOf, type Profile, profiles, type RecordedCase, recordedTopics, Replay } from "./replay";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
// The host carries no cache.
const topics = recordedTopics("infra").filter(({ topic }) => topic !== "cache");
/**
 * The cases of buckets were recorded under `encore run` alone, where a private object can be read without a signature and an object
 * with a line feed in its name is lost. In an image the host has neither weakness.
 */
const laxUnderRun = new Set(["signed download", 'name "new\\nline"']);
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
  describe.each(topics)("$topic", ({ cases }) => {
    test.each(casesOf(cases, profile))("$name: $why", async (recorded) => {
      const mismatch = await replays.get(profile)!.mismatch(recorded);
      expect(mismatch === null, mismatch ?? "as lax as under encore run").toBe(!isLax(profile, recorded));
    });
  });
});

test("a cache is named at the start with its place, and its operations fail by name", async () => {
  const lobby = await running.get("run")!;
  expect(lobby.output()).toMatch(/quick\/api\.ts:8:\d+: CacheCluster quick is not carried by this host/);
  const answer = await fetch(`${lobby.url}/quick/script`, {
    method: "POST",
    body: JSON.stringify({ steps: [{ on: "words", do: "get", args: ["a"] }] }),
  });
  expect(await answer.text()).toContain("cache cluster quick: the stand-alone host does not carry cache clusters");
});

test("SIGTERM ends both with exit code 0", async () => {
  expect(await stopAll()).toEqual([0, 0]);
});

function isLax(profile: Profile, { name }: RecordedCase): boolean {
  return profile === "image" && laxUnderRun.has(name);
}

async function start(profile: Profile): Promise<Lobby> {
  const app = join(home, profile);
  await cp(fileURLToPath(new URL("./conformance/infra/app", import.meta.url)), app, { recursive: true });
  const lobby = await spawnLobby({ app, profile, dataDir: join(home, `${profile}-data`) });
  await lobby.printed("ready on http");
  return lobby;
}

async function stopAll(): Promise<(number | null)[]> {
  return Promise.all([...running.values()].map(async (started) => (await (await started).stop()).code));
}
