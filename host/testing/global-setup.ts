import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { bundleRuntime } from "../build/native";
import { startCluster } from "../services/postgres/cluster";
import type { DatabaseServer } from "../services/postgres/databases";
import { setUpDatabases } from "../services/postgres/set-up";
import { pubsubDatabase } from "../services/pubsub/database";
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
}

declare module "vitest" {
  export interface ProvidedContext {
    lobby: TestRun;
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Once per run: PostgreSQL (TEST_PG_URL, the administrator's URL of a server of your own, or one from npm in a temporary folder),
 * every declared database migrated, and the runtime's bundle.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
    const databases = [...app.databases, pubsubDatabase(root)];
    const [nativeFile] = await Promise.all([bundleRuntime(root), setUpDatabases(server, root, databases)]);
    const appFile = join(dir, "app.json");
    writeFileSync(appFile, JSON.stringify(app));
    project.provide("lobby", {
      server,
      databases: databases.map((database) => database.name),
      dir,
      appFile,
      nativeFile,
      root,
    });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
