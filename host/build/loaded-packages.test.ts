import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadedPackages } from "./loaded-packages";

test("what is imported from installed packages, once and in order; nothing of encore.dev, of Node, linked or loaded later", async () => {
  const root = mkdtempSync(join(tmpdir(), "lobby-packages-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of ["zod", "@scope/one", "late", "encore.dev"])
    mkdirSync(join(root, "node_modules", name), { recursive: true });
  mkdirSync(join(root, "mine"));
  symlinkSync(join(root, "mine"), join(root, "node_modules/linked"));
  const main = join(root, "main.mjs");
  writeFileSync(
    main,
    `import { api } from "encore.dev/api";
     import { z } from "zod/v4";
     import { readFileSync } from "node:fs";
     import path from "path";
     import { linked } from "linked";
     import { absent } from "absent";
     import "@scope/one/sub";
     import { z as z2 } from "zod/v4";
     console.log(api, z, z2, readFileSync, path, linked, absent, await import("late"));`,
  );
  expect(await loadedPackages(root, main)).toEqual(["zod/v4", "@scope/one/sub"]);
});
