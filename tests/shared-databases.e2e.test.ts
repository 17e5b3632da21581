/**
 * `encore test` gives all test files one set of databases and a runtime that stands ready. The same is done here with the host's
 * runtime: the tests of the services pass on shared databases too.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withoutVitest } from "../host/testing/host-process";
import { openTestRun, writeTestConfig } from "../host/testing/test-run";
import { freePort, root } from "./lib/server";

test("the tests of the services pass when all files share their databases", { timeout: 600_000 }, async () => {
  const { run, end } = await openTestRun(root);
  try {
    const config = writeTestConfig(run, undefined, await freePort());
    expect(await runServiceTests(run.nativeFile, config)).toBe("");
  } finally {
    await end();
  }
});

/** What was printed when a test failed; nothing when all passed. */
async function runServiceTests(library: string, config: string): Promise<string> {
  const child = spawn(process.execPath, [join(root, "bin/lobby.mjs"), "test"], {
    cwd: root,
    env: { ...withoutVitest(process.env), ENCORE_RUNTIME_LIB: library, LOBBY_RUNTIME: config },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  expect(printed).toMatch(/[1-9]\d* passed, \d+ failed/);
  return code === 0 ? "" : printed;
}
