import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { RuntimeConfig } from "../runtime/config";
import { processCommand } from "../services/process-info";
import { databaseUrl } from "../services/postgres/databases";
import { pubsubDatabaseName } from "../services/pubsub/database";
import { cloneDatabases, dropClones } from "./clones";

/**
 * Before each test file: fresh copies of the migrated databases, and the runtime's configuration, so that importing encore.dev
 * (by way of `../store/db`, say) works as it does in the application. Copies of files that have ended are dropped here, since
 * a file's own connections end only with its process.
 */
const run = inject("lobby");
const suffix = `${process.pid}-${randomBytes(3).toString("hex")}`;
const urlOf = (name: string) => databaseUrl(run.server, "runtime", `${name}~${suffix}`);
const isMine = (other: string) => other.startsWith(`${process.pid}-`);
await dropClones(run.server, (other) => isMine(other) || processCommand(Number(other.split("-")[0])) === null);
await cloneDatabases(run.server, run.databases, suffix);

const config: RuntimeConfig = {
  appFile: run.appFile,
  root: run.root,
  profile: "run",
  environment: { name: "test", type: "test", cloud: "local" },
  listen: { host: "127.0.0.1", port: 0 },
  baseUrl: "http://127.0.0.1",
  databases: Object.fromEntries(run.databases.map((name) => [name, urlOf(name)])),
  pubsub: { url: urlOf(pubsubDatabaseName) },
  secrets: {},
  logLevel: "error",
  logFormat: "json",
  shutdownMs: 5_000,
};
const configFile = join(run.dir, `runtime-${suffix}.json`);
writeFileSync(configFile, JSON.stringify(config));
process.env["LOBBY_RUNTIME"] = configFile;
process.env["ENCORE_RUNTIME_LIB"] = run.nativeFile;
