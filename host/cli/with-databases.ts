import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataDirInUse, takeDataDir } from "../services/data-dir";
import { adminUrl, clusterFiles, readSettings } from "../services/postgres/cluster-files";
import type { DatabaseServer } from "../services/postgres/databases";
import { givenServer, openPostgres } from "./postgres";
import type { Settings } from "./settings";

/** Runs `use` with the installation's PostgreSQL: the one that a running Lobby has open, or one that is started for it. */
export async function withDatabases<T>(
  home: string,
  settings: Settings,
  use: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const { databasePrefix: prefix, dataDir, port } = settings;
  const given = givenServer(settings);
  if (given) return use(given);
  let release: () => void;
  try {
    release = takeDataDir(dataDir, port);
  } catch (error) {
    const running = error instanceof DataDirInUse ? readSettings(clusterFiles(join(dataDir, "postgres"))) : null;
    if (!running) throw error;
    return use({ adminUrl: adminUrl(running), prefix });
  }
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
