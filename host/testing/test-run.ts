import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleRuntime } from "../build/native";
import type { RuntimeConfig } from "../runtime/config";
import { OBJECTS_PATH } from "../runtime/objects/address";
import { startCluster } from "../services/postgres/cluster";
import { type DatabaseServer, databaseUrl } from "../services/postgres/databases";
import { setUpDatabases } from "../services/postgres/set-up";
import { pubsubDatabase, pubsubDatabaseName } from "../services/pubsub/database";
import { readSecrets } from "../services/secrets/secrets";
import { dropEverything } from "./clones";
import { declaredApp } from "./declared-app";

/** What one test run shares with its files. */
export interface TestRun {
  server: DatabaseServer;
  /** Names of the migrated databases that each file gets a copy of. */
  databases: string[];
  /** Folder for the run's files, removed at its end. */
  dir: string;
  appFile: string;
  nativeFile: string;
  root: string;
  /** As the application would have them here. */
  secrets: Record<string, string>;
}

/**
 * PostgreSQL (TEST_PG_URL, the administrator's URL of a server of your own, or one from npm in a temporary folder), every declared
 * database migrated, and the runtime's bundle. `end` takes all of it away again.
 */
export async function openTestRun(root: string): Promise<{ run: TestRun; end: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), "lobby-test-"));
  const given = process.env["TEST_PG_URL"];
  const cluster = given ? undefined : await startCluster({ dir: join(dir, "postgres"), root, durable: false });
  const server = {
    adminUrl: given ?? cluster?.adminUrl ?? "",
    prefix: `lobby_test_${randomBytes(4).toString("hex")}_`,
    roleSecret: randomBytes(32).toString("hex"),
  };
  const end = async () => {
    if (cluster) await cluster.stop();
    else await dropEverything(server);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const app = await declaredApp(root);
    const declared = [...app.databases, pubsubDatabase(root)];
    const [nativeFile] = await Promise.all([bundleRuntime(root), setUpDatabases(server, root, declared)]);
    const appFile = join(dir, "app.json");
    writeFileSync(appFile, JSON.stringify(app));
    const databases = declared.map(({ name }) => name);
    const names = app.services.flatMap((service) => service.secrets);
    const secrets = readSecrets(root, names, process.env);
    return { run: { server, databases, dir, appFile, nativeFile, root, secrets }, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Writes the configuration of a runtime in tests; its databases are the run's, or the copies of them with this suffix. */
export function writeTestConfig(run: TestRun, suffix: string | undefined, port: number): string {
  const urlOf = (name: string) => databaseUrl(run.server, "runtime", suffix ? `${name}~${suffix}` : name);
  const config: RuntimeConfig = {
    appFile: run.appFile,
    root: run.root,
    profile: "run",
    environment: { name: "test", type: "test", cloud: "local" },
    listen: { host: "127.0.0.1", port },
    baseUrl: `http://127.0.0.1:${port}`,
    databases: Object.fromEntries(run.databases.map((name) => [name, urlOf(name)])),
    pubsub: { url: urlOf(pubsubDatabaseName) },
    objects: { dir: join(run.dir, "objects"), baseUrl: `http://127.0.0.1:${port}${OBJECTS_PATH}` },
    secrets: run.secrets,
    logLevel: "error",
    logFormat: "json",
    shutdownMs: 5_000,
  };
  const file = join(run.dir, `runtime-${suffix ?? "shared"}.json`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}
