import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildFrontend } from "../build/frontend";
import type { RuntimeConfig } from "../runtime/config";
import type { Application } from "../services/application-process";
import { Keeper } from "../services/keeper";
import { type DatabaseServer, databaseUrl } from "../services/postgres/databases";
import { setUpDatabases } from "../services/postgres/set-up";
import { pubsubDatabase, pubsubDatabaseName } from "../services/pubsub/database";
import { readSecrets } from "../services/secrets";
import { buildApplication, type BuiltApplication } from "./build-application";
import { type Place, UserError } from "./command";
import { openPostgres, type Postgres } from "./postgres";
import { apiBaseUrl, publicUrl, type Settings } from "./settings";
import type { Steps } from "./steps";
import { takePlace } from "./take-place";
import { stopSignal, Stopped, unlessStopped } from "./stop-signal";

const shutdownMs = 5_000;

/** A server that is up: what `dev` goes on with. */
export interface Serving {
  settings: Settings;
  postgres: Postgres;
  keeper: Keeper;
  /** Aborted by SIGINT and SIGTERM. */
  signal: AbortSignal;
}

/**
 * Brings everything up in the foreground and stays until it is told to end (exit code 0) or cannot go on. `meanwhile` runs once
 * the server is up.
 */
export async function serve(
  at: Place,
  settings: Settings,
  steps: Steps,
  meanwhile: (serving: Serving) => void = () => {},
): Promise<number> {
  const keeper = new Keeper({ ...settings, report: (text) => console.error(text) });
  const signal = stopSignal(() => void keeper.end());
  const release = await takePlace(settings);
  const opening = steps.run("start PostgreSQL", () => openPostgres(at.home, settings));
  try {
    const [postgres, built] = await unlessStopped(
      signal,
      Promise.all([
        opening,
        steps.run("build the application", () => buildApplication(at, steps)),
        steps.run("build the front end", () => buildFrontend(at.root, signal)),
      ]),
    );
    const application = await unlessStopped(signal, prepare(at, settings, postgres.server, built, steps));
    if (
      !(await unlessStopped(
        signal,
        steps.run("start the application", () => keeper.replace(application)),
      ))
    )
      return 1;
    const isOurs = at.root === at.home;
    console.log(
      isOurs ? `Lobby is ready on ${publicUrl(settings)}` : `ready on http://${settings.host}:${settings.port}`,
    );
    meanwhile({ settings, postgres, keeper, signal });
    const end = await unlessStopped(signal, Promise.race([keeper.gaveUp, postgres.ended]));
    if (typeof end === "number") return end;
    throw new UserError(`PostgreSQL ended unexpectedly. Its last lines:\n${end}`);
  } catch (error) {
    if (error instanceof Stopped) return 0;
    throw error;
  } finally {
    await keeper.end();
    await opening.then(
      (postgres) => postgres.stop(),
      () => {},
    );
    release();
  }
}

/** Migrates the databases and writes what the application process reads: afterwards it can be started. */
export async function prepare(
  { home, root }: Place,
  settings: Settings,
  server: DatabaseServer,
  built: BuiltApplication,
  steps: Steps,
): Promise<Application> {
  const databases = [...built.app.databases, pubsubDatabase(home)];
  const ran = await steps.run("migrate the databases", () => setUpDatabases(server, root, databases));
  for (const file of ran) console.error(`Migrated: ${file}`);
  const runtimeFile = writeRuntimeConfig(root, settings, server, built);
  return { root, main: built.main, native: built.native, runtimeFile, isProduction: settings.isProduction, shutdownMs };
}

function writeRuntimeConfig(
  root: string,
  settings: Settings,
  server: DatabaseServer,
  { app }: BuiltApplication,
): string {
  const [appFile, runtimeFile] = [join(settings.dataDir, "app.json"), join(settings.dataDir, "runtime.json")];
  const names = [...new Set(app.services.flatMap((service) => service.secrets))];
  const secrets = readSecrets(root, names, process.env);
  const unset = names.filter((name) => !(name in secrets));
  if (unset.length > 0)
    console.error(
      `Secrets that are not set: ${unset.join(", ")}. Set them in the environment or in .secrets.local.cue.`,
    );
  const config: RuntimeConfig = {
    appFile,
    root,
    profile: settings.profile,
    environment: {
      name: settings.environment,
      type: settings.isProduction ? "production" : "development",
      cloud: settings.isProduction ? "encore" : "local",
    },
    listen: { host: settings.host, port: settings.port },
    baseUrl: apiBaseUrl(settings),
    databases: Object.fromEntries(app.databases.map(({ name }) => [name, databaseUrl(server, "runtime", name)])),
    pubsub: { url: databaseUrl(server, "runtime", pubsubDatabaseName) },
    secrets,
    logLevel: settings.logLevel,
    logFormat: process.stderr.isTTY ? "pretty" : "json",
    shutdownMs,
  };
  mkdirSync(settings.dataDir, { recursive: true });
  writeFileSync(appFile, JSON.stringify(app));
  writeFileSync(runtimeFile, JSON.stringify(config), { mode: 0o600 });
  return runtimeFile;
}
