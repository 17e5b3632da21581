/** encore.gen: what `~encore/clients` and `~encore/auth` resolve to, and the entry point of the application. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { App } from "../model/app";
import { authFiles } from "./auth";
import { clientFiles } from "./clients";
import { entryPoint } from "./entry-point";
import type { GeneratedFiles } from "./generated-files";

/**
 * Brings encore.gen in `root` up to date. A file whose text is the same is not touched, so that watchers, bundlers and editors
 * have nothing to do; clients of services that are gone are removed.
 */
export async function generate(app: App, root: string): Promise<void> {
  const base = join(root, "encore.gen");
  await Promise.all(Object.entries(generatedFiles(app)).map(([path, text]) => writeChanged(join(base, path), text)));
  const clients = join(base, "internal", "clients");
  const stale = (await readdir(clients).catch(() => [])).filter((name) => !app.services.some((s) => s.name === name));
  await Promise.all(stale.map((name) => rm(join(clients, name), { recursive: true })));
}

/** Everything that `generate` writes. */
export function generatedFiles(app: App): GeneratedFiles {
  return { ...clientFiles(app), ...authFiles(app), "internal/entrypoints/combined/main.ts": entryPoint(app) };
}

async function writeChanged(path: string, text: string): Promise<void> {
  const before = await readFile(path, "utf8").catch(() => undefined);
  if (before === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
