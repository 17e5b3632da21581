// Runs one suite: `node bench/run.mjs live-path [options of the suite]`. Suites are TypeScript (.mts) and are bundled first.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const [suite, ...rest] = process.argv.slice(2);
const suites = readdirSync(here).filter((name) => existsSync(path.join(here, name, "suite.mts")));
if (suite === undefined || !suites.includes(suite)) {
  console.error(`usage: npm run bench -- <suite> [options]\nsuites: ${suites.join(", ")}`);
  process.exit(2);
}
const outfile = path.join(root, ".lobby", "bench", `${suite}.mjs`);
await build({
  entryPoints: [path.join(here, suite, "suite.mts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  sourcemap: "inline",
});
const { status } = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...rest], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
