import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./lib/server";

test("[S0-F14] [S1-F05] format, lint and types have nothing to say", { timeout: 600_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/lobby.mjs", "check", "--static"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
});

test.each(["tsconfig.check.json", "frontend/tsconfig.json"])("[S0-F14] %s is strict", (project) => {
  const config = execFileSync(path.join(root, "node_modules/.bin/tsc"), ["--showConfig", "-p", project], {
    cwd: root,
    encoding: "utf8",
  });
  expect(config).toContain('"strict": true');
});
