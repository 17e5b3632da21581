import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type BuildOptions } from "esbuild";

/**
 * A process that runs needs its bundle for its maps, and to be started again after a crash, whoever builds meanwhile: kept are the
 * results last used, as many as this, and all that were used within a day.
 */
const keptResults = 5;
const keptMs = 86_400_000;

/**
 * Bundles one entry for Node, npm packages outside, into `<folder>/<hash of the result>/<file>`, and returns that path. The same
 * sources give the same path; a result is never overwritten, so a process can go on with it while the next one is made.
 */
export async function bundle(entry: string, folder: string, file: string, options: BuildOptions): Promise<string> {
  const { outputFiles = [] } = await build({
    entryPoints: [entry],
    outfile: join(folder, "x", file),
    bundle: true,
    write: false,
    platform: "node",
    packages: "external",
    sourcemap: "linked",
    logLevel: "silent",
    ...options,
  });
  const hash = createHash("sha256");
  for (const output of outputFiles) hash.update(output.contents);
  const result = join(folder, hash.digest("hex").slice(0, 16));
  if (existsSync(result)) utimesSync(result, new Date(), new Date());
  else {
    const draft = `${result}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    for (const output of outputFiles) writeFileSync(join(draft, basename(output.path)), output.contents);
    try {
      renameSync(draft, result);
    } catch (error) {
      // Another process was first with the same.
      if (!existsSync(result)) throw error;
      rmSync(draft, { recursive: true });
    }
    dropOldResults(folder, result);
  }
  return join(result, file);
}

function dropOldResults(folder: string, newest: string): void {
  const results = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path !== newest)
    .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  const unused = results.slice(keptResults - 1).filter(({ at }) => Date.now() - at > keptMs);
  for (const { path } of unused) rmSync(path, { recursive: true, force: true });
}
