import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Bundles host/cli into .lobby/cli/<hash of host/>, unless it is there already; returns the address of its main module. */
export async function bundleCli(root) {
  const home = join(root, ".lobby", "cli");
  const folder = join(home, hashOf(root));
  if (!existsSync(folder)) {
    mkdirSync(home, { recursive: true });
    const { build } = await import("esbuild");
    const making = `${folder}.${process.pid}`;
    await build({
      entryPoints: [join(root, "host", "cli", "main.ts")],
      outdir: making,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      sourcemap: "linked",
      sourcesContent: false,
      logLevel: "error",
    });
    publish(making, folder);
    for (const name of readdirSync(home))
      if (!folder.endsWith(name)) rmSync(join(home, name), { recursive: true, force: true });
  }
  return pathToFileURL(join(folder, "main.mjs")).href;
}

/** Two processes may build the same: the first one's result stays. */
function publish(making, folder) {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(making, { recursive: true, force: true });
  }
}

function hashOf(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "__tests__") visit(path);
      } else if (entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts")) {
        hash.update(path.slice(root.length)).update(readFileSync(path));
      }
    }
  };
  visit(join(root, "host"));
  return hash
    .update(readFileSync(new URL(import.meta.url)))
    .digest("hex")
    .slice(0, 16);
}
