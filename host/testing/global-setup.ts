import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { openTestRun, type TestRun } from "./test-run";

declare module "vitest" {
  export interface ProvidedContext {
    lobby: TestRun;
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Once per run: what its files share. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { run, end } = await openTestRun(root);
  project.provide("lobby", run);
  return end;
}
