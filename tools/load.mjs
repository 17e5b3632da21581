import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundles a tool that is TypeScript, and imports it. @param entry its file, from the root: `tools/demo/play.mts` */
export async function load(entry) {
  const outfile = path.join(root, ".lobby", "tools", `${path.basename(path.dirname(entry))}.mjs`);
  const entryPoints = [path.join(root, entry)];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
  return import(pathToFileURL(outfile).href);
}
