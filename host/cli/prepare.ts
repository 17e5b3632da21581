import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyInfra } from "../infra/apply";
import { poolSizes } from "../infra/database-urls";
import type { App } from "../model/app";
import type { RuntimeConfig } from "../runtime/config";
import { OBJECTS_PATH } from "../runtime/objects/address";
import type { Application } from "../services/application-process";
import type { DatabaseAccess } from "../services/postgres/access";
import { neededDatabases, pubsubDatabaseName } from "../services/pubsub/database";
import type { Place } from "./command";
import { checkInfra } from "./infra";
import { secretsOf } from "./secrets";
import type { BuiltApplication } from "./source";
import { apiBaseUrl, type Settings } from "./settings";
import type { Steps } from "./steps";

/**
 * Brings the databases up to date, unless `areCurrent` says that they are, and writes what the application process reads:
 * afterwards it can be started.
 */
export async function prepare(
  { home, root }: Place,
  settings: Settings,
  databases: DatabaseAccess,
  { app, main, native }: BuiltApplication,
  steps: Steps,
  areCurrent = false,
): Promise<Application> {
  checkInfra(app, settings);
  const needed = neededDatabases(home, app);
  const migrate = () => steps.run("migrate the databases", () => databases.prepare(root, needed));
  for (const file of areCurrent ? [] : await migrate()) console.error(`Migrated: ${file}`);
  const runtimeFile = writeRuntimeConfig(root, settings, app, urlsOf(app, needed, databases));
  const { isProduction, shutdownMs } = settings;
  return { root, main, native, runtimeFile, isProduction, shutdownMs };
}

type Urls = Pick<RuntimeConfig, "databases" | "connectionStrings" | "pubsub" | "cron">;

function urlsOf(app: App, needed: { name: string }[], databases: DatabaseAccess): Urls {
  const declared = app.databases.map(({ name }) => name);
  const by = (urlOf: (name: string) => string) => Object.fromEntries(declared.map((name) => [name, urlOf(name)]));
  const own = needed.some(({ name }) => name === pubsubDatabaseName) && {
    url: databases.url("runtime", pubsubDatabaseName),
  };
  return {
    databases: by((name) => databases.url("runtime", name)),
    ...(databases.connectionString && { connectionStrings: by((name) => databases.connectionString!(name)) }),
    ...(own && { pubsub: own, cron: own }),
  };
}

/** Returns the file that says where all the rest is. */
function writeRuntimeConfig(root: string, settings: Settings, app: App, urls: Urls): string {
  const [appFile, runtimeFile] = [join(settings.dataDir, "app.json"), join(settings.dataDir, "runtime.json")];
  const { values: secrets, unset } = secretsOf(app, root, settings);
  if (unset.length > 0)
    console.error(
      `Secrets that are not set: ${unset.join(", ")}. Set them in the environment or in .secrets.local.cue.`,
    );
  const config: RuntimeConfig = {
    appFile,
    root,
    profile: settings.profile,
    environment: settings.environment,
    listen: { host: settings.host, port: settings.port },
    baseUrl: settings.infra?.metadata?.base_url ?? apiBaseUrl(settings),
    ...urls,
    objects: { dir: settings.objectsDir, baseUrl: settings.objectsUrl + OBJECTS_PATH },
    ...(settings.infra?.sql_servers ? { poolSizes: poolSizes(settings.infra.sql_servers) } : {}),
    secrets,
    ...(settings.metricsToken === undefined ? {} : { metricsToken: settings.metricsToken }),
    logLevel: settings.logLevel,
    logFormat: process.stderr.isTTY ? "pretty" : "json",
    shutdownMs: settings.shutdownMs,
  };
  mkdirSync(settings.dataDir, { recursive: true });
  writeFileSync(appFile, JSON.stringify(settings.infra ? applyInfra(app, settings.infra) : app));
  writeFileSync(runtimeFile, JSON.stringify(config), { mode: 0o600 });
  return runtimeFile;
}
