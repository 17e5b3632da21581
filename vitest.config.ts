import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

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

/**
 * unit: pure. pg: real PostgreSQL, a fresh clone of each service's migrated template per file; x.own.pg.test.ts counts on that clone,
 * or goes over HTTP. web: DOM. e2e: whole servers and a browser, one file at a time. Names: x.test.ts, x.pg.test.ts, x.web.test.tsx, x.e2e.test.ts.
 */
export default defineConfig({
  resolve: { alias: { "~encore": encoreGen } },
  test: {
    sequence: { shuffle: false },
    projects: isUnderEncore
      ? [serviceTests]
      : [
          {
            extends: true,
            test: {
              name: "unit",
              include: ["**/*.test.ts"],
              exclude: [...skipped, "**/*.pg.test.ts", "**/*.web.test.ts", "**/*.e2e.test.ts"],
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
              hookTimeout: 60_000,
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
              fileParallelism: false,
              testTimeout: 120_000,
              hookTimeout: 180_000,
            },
          },
        ],
  },
});
