import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";
import { casesOf, type Profile, profiles, recordedTopics, Replay } from "./replay";

const topics = recordedTopics("http");
let app: BuiltApp;
let running: Map<Profile, Promise<RunningApp>>;
let replays: Map<Profile, Replay>;

beforeAll(async () => {
  app = await buildRecordedApp("./conformance/http/app");
  running = new Map(profiles.map((profile) => [profile, startRecordedApp(app, profile)]));
  replays = new Map(
    [...running].map(([profile, started]) => [
      profile,
      new Replay(
        started.then(({ base }) => base),
        topics,
        profile,
      ),
    ]),
  );
});
afterAll(async () => {
  await stopAll();
  await app.remove();
});

describe.each(profiles)("the recorded application in profile %s", (profile) => {
  describe.each(topics)("$topic", ({ cases }) => {
    test.each(casesOf(cases, profile))("$name: $why", async (recorded) => {
      expect(await replays.get(profile)!.mismatch(recorded)).toBeNull();
    });
  });
});

test("SIGTERM ends both processes with exit code 0", async () => {
  expect(await stopAll()).toEqual([0, 0]);
});

async function stopAll(): Promise<(number | null)[]> {
  return Promise.all([...running.values()].map(async (started) => (await started).stop()));
}
