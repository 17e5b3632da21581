import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The front end does not build; the message is the bundler's own. */
export class FrontendError extends Error {
  override name = "FrontendError";
}

/** Builds frontend/ into frontend/.dist when its sources or the installed packages changed; true when it did. The signal ends it. */
export async function buildFrontend(root: string, signal?: AbortSignal): Promise<boolean> {
  const config = join(root, "frontend/vite.config.mts");
  if (!existsSync(config)) return false;
  const stamp = join(root, "frontend/.dist/.sources");
  const hash = hashOfSources(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await runVite(root, config, signal);
  writeFileSync(stamp, hash);
  return true;
}

function hashOfSources(root: string): string {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules" || entry.name.includes(".test.")) continue;
      if (entry.isDirectory()) visit(path);
      else hash.update(path.slice(root.length)).update("\0").update(readFileSync(path));
    }
  };
  visit(join(root, "frontend"));
  return hash.digest("hex");
}

async function runVite(root: string, config: string, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal ? { signal } : {}),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0)
    throw new FrontendError(`The front end does not build (vite build, exit code ${code}):\n${output.trim()}`);
}
