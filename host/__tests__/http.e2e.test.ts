import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import type { RuntimeConfig } from "../runtime/config";
import { runCase } from "./conformance/run.mjs";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";

type Profile = RuntimeConfig["profile"];

interface RecordedCase {
  name: string;
  why?: string;
  profile?: Profile;
  /** The answer was made by a development proxy that stands in front of the genuine application; the host has none. */
  proxy?: boolean;
  steps: unknown[];
}

interface NotCarried {
  suite: string;
  case: string;
  profile?: Profile;
  reason: string;
  /** Fits or does not, depending on the speed of the machine. */
  racy?: true;
}

const folder = fileURLToPath(new URL("./conformance/http/cases/", import.meta.url));
const topics = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(folder + file, "utf8")) as { topic: string; cases: RecordedCase[] },
);
const notCarried = JSON.parse(readFileSync(new URL("./not-carried.json", import.meta.url), "utf8")) as NotCarried[];

function notCarriedEntry(suite: string, name: string, profile: Profile): NotCarried | undefined {
  return notCarried.find(
    (entry) => entry.suite === suite && entry.case === name && (entry.profile ?? profile) === profile,
  );
}

/** What is wrong with an outcome, null when nothing is. */
function complaint(mismatch: string | null, entry: NotCarried | undefined): string | null {
  if (entry === undefined) return mismatch;
  if (entry.racy || mismatch !== null) return null;
  return `carried now: take it off not-carried.json (${entry.reason})`;
}

/** Cases with a profile of their own belong to it; a "proxy" case has a twin in the other profile, whose answer is the host's. */
function casesOf(cases: RecordedCase[], profile: Profile): RecordedCase[] {
  return cases.filter((c) => (c.profile ?? profile) === profile && c.proxy !== true);
}

/** One process per profile, its cases one after the other, because the application keeps notes in memory. */
class Replay {
  readonly results = new Map<RecordedCase, Promise<string | null>>();
  readonly #running: Promise<RunningApp>;

  constructor(app: Promise<BuiltApp>, profile: Profile) {
    this.#running = app.then((built) => startRecordedApp(built, profile));
    let before: Promise<unknown> = this.#running;
    for (const recorded of topics.flatMap(({ cases }) => casesOf(cases, profile))) {
      const result = before.then(async () => runCase(recorded, (await this.#running).base, WebSocket));
      this.results.set(recorded, result);
      before = result.catch(() => {});
    }
  }

  async stop(): Promise<number | null> {
    return (await this.#running).stop();
  }
}

const profiles: readonly Profile[] = ["run", "image"];
let app: Promise<BuiltApp>;
let replays: Map<Profile, Replay>;

beforeAll(async () => {
  app = buildRecordedApp("./conformance/http/app");
  await app;
  replays = new Map(profiles.map((profile) => [profile, new Replay(app, profile)]));
});
afterAll(async () => {
  await Promise.all([...replays.values()].map((replay) => replay.stop()));
  await (await app).remove();
});

describe.each(profiles)("the recorded application in profile %s", (profile) => {
  describe.each(topics)("$topic", ({ topic, cases }) => {
    test.each(casesOf(cases, profile))("$name: $why", async (recorded) => {
      const mismatch = await replays.get(profile)!.results.get(recorded)!;
      expect(complaint(mismatch, notCarriedEntry(`http/${topic}`, recorded.name, profile))).toBeNull();
    });
  });
});

test("SIGTERM ends both processes with exit code 0", async () => {
  expect(await Promise.all(profiles.map((profile) => replays.get(profile)!.stop()))).toEqual([0, 0]);
});

test("every case that is not carried exists", () => {
  const names = new Set(topics.flatMap(({ topic, cases }) => cases.map((c) => `http/${topic} ${c.name}`)));
  const listed = notCarried.filter((entry) => entry.suite.startsWith("http/"));
  expect(listed.filter((entry) => !names.has(`${entry.suite} ${entry.case}`))).toEqual([]);
});
