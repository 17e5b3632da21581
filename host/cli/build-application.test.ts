import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeSmallApp } from "../__tests__/small-app";
import { buildApplication } from "./build-application";
import { Steps } from "./steps";

// An unhandled rejection would end the process with a stack; here it fails the run.
test("a runtime that cannot be bundled while the source is read is the error of the whole", async () => {
  const app = writeSmallApp();
  const home = mkdtempSync(join(tmpdir(), "lobby-no-host-"));
  onTestFinished(() => {
    app.remove();
    rmSync(home, { recursive: true });
  });
  await expect(buildApplication({ home, root: app.dir }, new Steps(false))).rejects.toThrow("Could not resolve");
});
