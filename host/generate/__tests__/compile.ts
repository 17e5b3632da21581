import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

const STRICT = {
  target: "ES2022",
  module: "ES2022",
  moduleResolution: "bundler",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

/**
 * Checks `files` in `root` with the strict options of this repository, and `more`; gives what the compiler has to say about them.
 * encore.dev publishes its sources, which do not hold to all of these options: that is left out.
 */
export function compile(root: string, files: string[], more: Record<string, unknown>): string {
  const project = join(root, "tsconfig.check.json");
  writeFileSync(project, JSON.stringify({ compilerOptions: { ...STRICT, ...more }, files }));
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8", cwd: root });
  const errors = stdout.split(/\n(?=\S)/).filter((e) => !e.includes("node_modules/encore.dev/"));
  return errors.join("\n").trim();
}
