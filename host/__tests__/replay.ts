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

interface NotCarried {
  suite: string;
  /** Absent: the whole suite. */
  case?: string;
  profile?: Profile;
  reason: string;
  /** Fits or does not, depending on the speed of the machine. */
  racy?: true;
}

const notCarried = JSON.parse(readFileSync(new URL("./not-carried.json", import.meta.url), "utf8")) as NotCarried[];

/** The recorded cases of `conformance/<name>/cases`, by file. */
export function recordedTopics(name: "http" | "infra"): Topic[] {
  const folder = fileURLToPath(new URL(`./conformance/${name}/cases/`, import.meta.url));
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(folder + file, "utf8")) as Topic);
}

/** Cases with a profile of their own belong to it; a "proxy" case has a twin in the other profile, whose answer is the host's. */
export function casesOf(cases: RecordedCase[], profile: Profile): RecordedCase[] {
  return cases.filter((c) => (c.profile ?? profile) === profile && c.proxy !== true);
}

/** What is wrong with the outcome of a case, null when nothing is. */
export function complaint(suite: string, name: string, profile: Profile, mismatch: string | null): string | null {
  const entry = notCarried.find(
    (each) => each.suite === suite && (each.case ?? name) === name && (each.profile ?? profile) === profile,
  );
  if (entry === undefined) return mismatch;
  if (entry.racy || entry.case === undefined || mismatch !== null) return null;
  return `carried now: take it off not-carried.json (${entry.reason})`;
}

/** Entries of the list that belong to the suites of `name` and are no case. */
export function strayEntries(name: "http" | "infra", topics: Topic[]): NotCarried[] {
  const names = new Set(topics.flatMap(({ topic, cases }) => cases.map((c) => `${name}/${topic} ${c.name}`)));
  const listed = notCarried.filter((entry) => entry.suite.startsWith(`${name}/`) && entry.case !== undefined);
  return listed.filter((entry) => !names.has(`${entry.suite} ${entry.case}`));
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
