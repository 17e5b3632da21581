// Runs one tool: `node tools/run.mjs audit [options]`. Tools are TypeScript (.mts) and are bundled first.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const [tool] = process.argv.splice(2, 1);
const tools = readdirSync(here).filter((name) => existsSync(path.join(here, name, "main.mts")));
if (tool === undefined || !tools.includes(tool)) {
  console.error(`usage: node tools/run.mjs <tool> [options]\ntools: ${tools.join(", ")}`);
  process.exit(2);
}
const outfile = path.join(path.dirname(here), ".lobby", "tools", `${tool}.mjs`);
const entry = path.join(here, tool, "main.mts");
await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
await import(pathToFileURL(outfile).href);
