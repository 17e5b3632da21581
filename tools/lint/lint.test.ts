import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const oxlint = path.join(path.dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin/oxlint");
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "lobby-lint-"));
  writeFileSync(path.join(dir, "encore.app"), "{}");
  const config = JSON.parse(readFileSync(path.join(root, ".oxlintrc.json"), "utf8")) as {
    rules: Record<string, unknown>;
  };
  const rules = Object.fromEntries(Object.entries(config.rules).filter(([name]) => name.startsWith("lobby/")));
  writeFileSync(
    path.join(dir, "own.json"),
    JSON.stringify({ jsPlugins: [path.join(root, "tools/lint/index.mjs")], categories: { correctness: "off" }, rules }),
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Names of our rules that fire on a file with this text at this place. */
function rulesOn(file: string, text: string): string[] {
  const full = path.join(dir, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  let out: string;
  try {
    out = execFileSync(process.execPath, [oxlint, "-c", path.join(dir, "own.json"), "--format=json", full], {
      encoding: "utf8",
    });
  } catch (e) {
    out = (e as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] };
  return diagnostics.map((d) => d.code);
}

test.each<[rule: string, file: string, text: string]>([
  ["lobby(service-wall)", "finance/api/a.ts", `import { x } from "../../guest/store/rooms";\nexport const y = x;\n`],
  ["lobby(service-wall)", "finance/api/b.ts", `import { x } from "../../host/model/read";\nexport const y = x;\n`],
  ["lobby(service-wall)", "platform/c.ts", `import { x } from "../finance/contract/types";\nexport const y = x;\n`],
  [
    "lobby(service-wall)",
    "host/model/d.ts",
    `import { x } from "../../finance/contract/types";\nexport const y = x;\n`,
  ],
  ["lobby(pure-domain)", "finance/domain/e.ts", `import { Pool } from "pg";\nexport const p = Pool;\n`],
  ["lobby(pure-domain)", "finance/domain/f.ts", `export const now = () => Date.now();\n`],
  ["lobby(pure-domain)", "finance/domain/g.ts", `export const now = () => new Date();\n`],
  ["lobby(pure-domain)", "finance/domain/h.ts", `import { a } from "../store/a";\nexport const b = a;\n`],
  ["lobby(no-select-star)", "finance/store/i.ts", "export const q = `select * from folio`;\n"],
  ["lobby(no-select-star)", "finance/store/j.ts", 'export const q = "SELECT f.* FROM folio f";\n'],
  ["lobby(no-sql-now)", "finance/store/k.ts", "export const q = `update folio set at = now() where id = ${1}`;\n"],
  ["lobby(no-cross-feature)", "frontend/src/features/a/x.ts", `import { y } from "../b/y";\nexport const z = y;\n`],
  ["lobby(no-cross-feature)", "frontend/src/ui/x.ts", `import { y } from "../features/b/y";\nexport const z = y;\n`],
  ["lobby(no-cross-feature)", "frontend/src/files/x.ts", `import { y } from "../features/b/y";\nexport const z = y;\n`],
])("%s fires on %s", (rule, file, text) => expect(rulesOn(file, text)).toContain(rule));

test.each<[file: string, text: string]>([
  [
    "finance/api/ok.ts",
    `import { x } from "../../guest/contract/types";\nimport { c } from "../../platform/clock";\nexport const y = [x, c];\n`,
  ],
  ["finance/domain/ok.ts", `export const later = (now: Date) => new Date(now.getTime() + 1);\n`],
  ["finance/store/ok.ts", "export const q = `select id, version from folio where at < $1`;\n"],
  ["tests/ok.ts", `import { x } from "../host/testing/server";\nexport const y = x;\n`],
  [
    "frontend/src/features/a/ok.ts",
    `import { y } from "../../lib/y";\nimport { z } from "./z";\nexport const w = [y, z];\n`,
  ],
])("no rule of ours fires on %s", (file, text) => expect(rulesOn(file, text)).toEqual([]));
