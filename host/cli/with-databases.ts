import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDirHolder } from "../services/data-dir";
import { adminUrl, clusterFiles, readSettings } from "../services/postgres/cluster-files";
import type { DatabaseAccess } from "../services/postgres/access";
import { type DatabaseState, databaseStates } from "../services/postgres/database-states";
import type { DeclaredDatabase } from "../services/postgres/migration-files";
import { clusterDatabases, givenDatabases, openPostgres } from "./postgres";
import type { Settings } from "./settings";
import { takeData } from "./take-place";

/** The installation's databases where their server runs already: those that are given, or those of a running Lobby. */
export function runningDatabases(settings: Settings): DatabaseAccess | undefined {
  const given = givenDatabases(settings);
  if (given || !dataDirHolder(settings.dataDir)) return given;
  const running = readSettings(clusterFiles(join(settings.dataDir, "postgres")));
  return running ? clusterDatabases(adminUrl(running), settings) : undefined;
}

/** Runs `use` with the installation's databases: on the server that runs, or on one that is started for it. */
export async function withDatabases<T>(
  home: string,
  settings: Settings,
  use: (databases: DatabaseAccess) => Promise<T>,
): Promise<T> {
  const running = runningDatabases(settings);
  if (running) return use(running);
  const release = takeData(settings.dataDir, settings.port);
  try {
    const postgres = await openPostgres(home, settings);
    try {
      return await use(postgres.databases);
    } finally {
      await postgres.stop();
    }
  } finally {
    release();
  }
}

/** How far the databases of this installation are; makes and changes nothing. */
export function statesOf(
  home: string,
  root: string,
  settings: Settings,
  declared: DeclaredDatabase[],
): Promise<DatabaseState[]> {
  const isMade =
    givenDatabases(settings) !== undefined || existsSync(clusterFiles(join(settings.dataDir, "postgres")).data);
  if (!isMade) return databaseStates(root, declared, () => null);
  return withDatabases(home, settings, (databases) => databases.states(root, declared));
}
