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
}

const folder = fileURLToPath(new URL("./conformance/http/cases/", import.meta.url));
const topics = readdirSync(folder).map((file) => JSON.parse(readFileSync(folder + file, "utf8")) as { topic: string; cases: RecordedCase[] });
const notCarried = JSON.parse(readFileSync(new URL("./not-carried.json", import.meta.url), "utf8")) as NotCarried[];

function reasonNotCarried(suite: string, name: string, profile: Profile): string | undefined {
  return notCarried.find((entry) => entry.suite === suite && entry.case === name && (entry.profile ?? profile) === profile)?.reason;
}

let app: BuiltApp;
beforeAll(async () => {
  app = await buildRecordedApp("./conformance/http/app");
});
afterAll(() => app.remove());

/** Records with a profile of their own belong to it; "proxy" cases have a twin in the other profile, which is the one for us. */
describe.each<Profile>(["run", "image"])("the recorded application in profile %s", (profile) => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startRecordedApp(app, profile);
  });
  afterAll(async () => {
    expect(await running.stop()).toBe(0);
  });

  for (const { topic, cases } of topics) {
    describe(topic, () => {
      const own = cases.filter((c) => (c.profile ?? profile) === profile && c.proxy !== true);
      test.each(own)("$name: $why", async (recorded) => {
        const mismatch = await runCase(recorded, running.base, WebSocket);
        const reason = reasonNotCarried(`http/${topic}`, recorded.name, profile);
        if (reason === undefined) expect(mismatch).toBeNull();
        else expect(mismatch, `carried now: take it off not-carried.json (${reason})`).not.toBeNull();
      });
    });
  }
});

test("every case that is not carried exists", () => {
  const names = new Set(topics.flatMap(({ topic, cases }) => cases.map((c) => `http/${topic} ${c.name}`)));
  const listed = notCarried.filter((entry) => entry.suite.startsWith("http/"));
  expect(listed.filter((entry) => !names.has(`${entry.suite} ${entry.case}`))).toEqual([]);
});
