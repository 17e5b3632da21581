import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDirHolder, takeDataDir } from "../services/data-dir";
import { adminUrl, clusterFiles, readSettings } from "../services/postgres/cluster-files";
import type { DatabaseServer } from "../services/postgres/databases";
import { givenServer, openPostgres } from "./postgres";
import type { Settings } from "./settings";

/** The installation's PostgreSQL where it runs already: the one of DATABASE_URL, or the one that a running Lobby has open. */
export function runningServer(settings: Settings): DatabaseServer | undefined {
  const given = givenServer(settings);
  if (given || !dataDirHolder(settings.dataDir)) return given;
  const running = readSettings(clusterFiles(join(settings.dataDir, "postgres")));
  return running ? { adminUrl: adminUrl(running), prefix: settings.databasePrefix } : undefined;
}

/** Runs `use` with the installation's PostgreSQL: the one that runs, or one that is started for it. */
export async function withDatabases<T>(
  home: string,
  settings: Settings,
  use: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const running = runningServer(settings);
  if (running) return use(running);
  const release = takeDataDir(settings.dataDir, settings.port);
  try {
    const postgres = await openPostgres(home, settings);
    try {
      return await use(postgres.server);
    } finally {
      await postgres.stop();
    }
  } finally {
    release();
  }
}

/** The same without making anything: `undefined` when this installation has no PostgreSQL yet. */
export async function withExistingDatabases<T>(
  home: string,
  settings: Settings,
  use: (server: DatabaseServer | undefined) => Promise<T>,
): Promise<T> {
  const isMade =
    settings.databaseUrl !== undefined || existsSync(clusterFiles(join(settings.dataDir, "postgres")).data);
  return isMade ? withDatabases(home, settings, use) : use(undefined);
}
