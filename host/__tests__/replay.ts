import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import type { RuntimeConfig } from "../runtime/config";
import { runCase } from "./conformance/run.mjs";

export type Profile = RuntimeConfig["profile"];
export const profiles: readonly Profile[] = ["run", "image"];

export interface RecordedCase {
  name: string;
  why?: string;
  profile?: Profile;
  /** The answer was made by a development proxy that stands in front of the genuine application; the host has none. */
  proxy?: boolean;
  steps: unknown[];
}

export interface Topic {
  topic: string;
  cases: RecordedCase[];
}

/** The recorded cases of `conformance/<name>/cases`, by file. */
export function recordedTopics(name: "http" | "infra"): Topic[] {
  const folder = fileURLToPath(new URL(`./conformance/${name}/cases/`, import.meta.url));
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(folder + file, "utf8")) as Topic);
}

/** Cases with a profile of their own belong to it; a "proxy" case has a twin in the other profile, whose answer is the host's. */
export function casesOf(cases: RecordedCase[], profile: Profile): RecordedCase[] {
  return cases.filter((c) => (c.profile ?? profile) === profile && c.proxy !== true);
}

/** The cases of a profile against one running application, one after the other, because it keeps notes in memory. */
export class Replay {
  readonly #results = new Map<RecordedCase, Promise<string | null>>();

  constructor(base: Promise<string>, topics: Topic[], profile: Profile) {
    let before: Promise<unknown> = base;
    for (const recorded of topics.flatMap(({ cases }) => casesOf(cases, profile))) {
      const result = before.then(async () => runCase(recorded, await base, WebSocket));
      this.#results.set(recorded, result);
      before = result.catch(() => {});
    }
  }

  mismatch(recorded: RecordedCase): Promise<string | null> {
    return this.#results.get(recorded)!;
  }
}
