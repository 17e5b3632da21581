import { join } from "node:path";
import { startCluster } from "../services/postgres/cluster";
import type { DatabaseServer } from "../services/postgres/databases";
import type { Settings } from "./settings";

/** The PostgreSQL of this installation while it is in use. */
export interface Postgres {
  server: DatabaseServer;
  /** Resolves with the last lines of its log when it ends; never for one that is not ours. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the server in the data directory, or takes the one of DATABASE_URL. */
export async function openPostgres(root: string, settings: Settings): Promise<Postgres> {
  const prefix = settings.databasePrefix;
  if (settings.databaseUrl !== undefined) {
    return { server: { adminUrl: settings.databaseUrl, prefix }, ended: new Promise(() => {}), stop: async () => {} };
  }
  const cluster = await startCluster({ dir: join(settings.dataDir, "postgres"), root, durable: true });
  return { server: { adminUrl: cluster.adminUrl, prefix }, ended: cluster.ended, stop: () => cluster.stop() };
}
