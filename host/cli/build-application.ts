import { join } from "node:path";
import { buildApiDocument } from "../build/api-document";
import { bundleApplication } from "../build/application";
import { bundleRuntime } from "../build/native";
import { generate } from "../generate/generate";
import type { App, Diagnostic, Position } from "../model/app";
import { notCarried } from "../model/carried";
import { readApp } from "../model/read";
import { shadowed } from "../model/shadowed";
import { type Place, UserError } from "./command";
import type { BuiltApplication } from "./source";
import type { Steps } from "./steps";

/**
 * Source → model → encore.gen → bundle. What the source does wrong is a UserError that names file, line and column. `runtime`: the
 * bundle of the runtime, when there is a current one.
 */
export async function buildApplication(
  { home, root }: Place,
  steps: Steps,
  runtime?: string,
): Promise<BuiltApplication> {
  const [native, fromSource] = await Promise.all([
    runtime ?? steps.run("bundle the runtime", () => bundleRuntime(home)),
    bundleSource(root, steps),
  ]);
  return { ...fromSource, native };
}

async function bundleSource(root: string, steps: Steps): Promise<Pick<BuiltApplication, "app" | "main">> {
  const app = await steps.run("read the source", () => readSource(root));
  await steps.run("generate encore.gen", () => generate(app, root));
  buildApiDocument(app, root);
  return { app, main: await steps.run("bundle the application", () => bundleApplication(root)) };
}

/** The application's model, for what runs it; warns of what the host does not carry, and of what cannot be reached. */
export async function readSource(root: string): Promise<App> {
  const app = await readModel(root);
  const warnings = [...notCarried(app), ...shadowed(app)];
  if (warnings.length > 0) console.error(formatDiagnostics(warnings));
  return app;
}

/** The application's model; refuses what the genuine parser refuses. */
export async function readModel(root: string): Promise<App> {
  const result = await readApp(root, { cacheDir: join(root, ".lobby/model") });
  if (result.ok) return result.app;
  throw new UserError(formatDiagnostics(result.diagnostics));
}

/** One per line, with its place; below it what is allowed, and the other places that belong to it. */
export function formatDiagnostics(diagnostics: Diagnostic[]): string {
  return diagnostics.map(formatDiagnostic).join("\n");
}

function formatDiagnostic({ at, message, help, related = [] }: Diagnostic): string {
  const place = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
  const below = [...(help === undefined ? [] : [help]), ...related.map((r) => `see ${place(r)}`)];
  return [`${place(at)}: ${message}`, ...below.map((line) => `  ${line}`)].join("\n");
}
