import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const encoreGen = fileURLToPath(new URL("./encore.gen", import.meta.url));
const skipped = ["**/node_modules/**", "**/.*/**", "**/conformance/**", "encore.gen/**", "bench/**"];

/**
 * Under `encore test` (which sets this variable), a runtime is there already, with one database for all files: then the tests of
 * the services run, but for those that need databases of their own, or a gateway, which that runtime serves in no test.
 */
const isUnderEncore = Boolean(process.env["ENCORE_RUNTIME_LIB"]);
const serviceTests: TestProjectConfiguration = {
  extends: true,
  test: {
    name: "encore",
    include: ["**/*.pg.test.ts"],
    exclude: [...skipped, "host/**", "**/*.own.pg.test.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
  },
};

/** What takes longest alone, by the end of its path, longest first: begun last, it would run on when all else has ended. */
const LONGEST = [
  "tests/chaos/chaos.e2e.test.ts",
  "tests/services/a-day.own.pg.test.ts",
  "host/__tests__/http.e2e.test.ts",
  "tests/shared-databases.e2e.test.ts",
  "tests/quality.e2e.test.ts",
  "tests/chaos/crash.e2e.test.ts",
  "tests/chaos/bulk-check-in.e2e.test.ts",
  "host/__tests__/infra.e2e.test.ts",
  "tests/journeys/operations.e2e.test.ts",
  "tests/journeys/live-tabs.e2e.test.ts",
  "tests/chaos/rolling-restart.e2e.test.ts",
];

/**
 * The longest files first; then those with processes or a PostgreSQL, mixed evenly, since the ones wait where the others work; then
 * those that need neither, which fill the gaps at the end and share their workers.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const places = new Map<TestSpecification, number>();
    for (const project of new Set(sorted.map((file) => file.project))) {
      const mine = sorted.filter((file) => file.project === project);
      for (const [i, file] of mine.entries()) places.set(file, placeOf(file, (i + 0.5) / mine.length));
    }
    return files.toSorted((a, b) => places.get(a)! - places.get(b)!);
  }
}

/** `share`: how many of its project come before it, from 0 to 1. */
function placeOf({ moduleId, project }: TestSpecification, share: number): number {
  const long = LONGEST.findIndex((path) => moduleId.endsWith(path));
  if (long !== -1) return long - LONGEST.length;
  return project.name === "e2e" || project.name === "pg" ? share : 1 + share;
}

/**
 * One more than there are processors, since files with servers of their own mostly wait; all projects side by side. A given server
 * is for one journey at a time.
 */
const workers = process.env["LOBBY_TEST_URL"] ? 1 : availableParallelism() + 1;

/**
 * unit: pure, many files in a process. pg: real PostgreSQL, a fresh clone of each service's migrated template per file;
 * x.own.pg.test.ts counts on that clone, or goes over HTTP. web: DOM. e2e: whole servers and a browser. Names: x.test.ts,
 * x.pg.test.ts, x.web.test.tsx, x.e2e.test.ts.
 */
export default defineConfig({
  resolve: { alias: { "~encore": encoreGen } },
  test: {
    maxWorkers: workers,
    setupFiles: [fileURLToPath(new URL("./tests/lib/patience.ts", import.meta.url))],
    expect: { poll: { timeout: 15_000 } },
    sequence: { sequencer: LongestFirst },
    projects: isUnderEncore
      ? [serviceTests]
      : [
          {
            extends: true,
            test: {
              name: "unit",
              include: ["**/*.test.ts"],
              exclude: [...skipped, "**/*.pg.test.ts", "**/*.web.test.ts", "**/*.e2e.test.ts"],
              isolate: false,
              unstubGlobals: true,
              testTimeout: 30_000,
            },
          },
          {
            extends: true,
            test: {
              name: "pg",
              include: ["**/*.pg.test.ts"],
              exclude: skipped,
              globalSetup: ["./host/testing/global-setup.ts"],
              setupFiles: ["./host/testing/setup.ts"],
              testTimeout: 30_000,
              hookTimeout: 180_000,
            },
          },
          {
            extends: true,
            test: {
              name: "web",
              include: ["**/*.web.test.ts", "**/*.web.test.tsx"],
              exclude: skipped,
              environment: "happy-dom",
            },
          },
          {
            extends: true,
            test: {
              name: "e2e",
              include: ["**/*.e2e.test.ts"],
              exclude: skipped,
              globalSetup: ["./tests/lib/before-processes.ts"],
              testTimeout: 120_000,
              hookTimeout: 180_000,
            },
          },
        ],
  },
});
