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

/** The server of DATABASE_URL, if that is set. */
export function givenServer({ databaseUrl, databasePrefix, roleSecret }: Settings): DatabaseServer | undefined {
  if (databaseUrl === undefined) return undefined;
  return { adminUrl: databaseUrl, prefix: databasePrefix, ...(roleSecret === undefined ? {} : { roleSecret }) };
}

/** Starts the server in the data directory, or takes the one of DATABASE_URL. */
export async function openPostgres(root: string, settings: Settings): Promise<Postgres> {
  const given = givenServer(settings);
  if (given) return { server: given, ended: new Promise(() => {}), stop: async () => {} };
  const cluster = await startCluster({ dir: join(settings.dataDir, "postgres"), root, durable: true });
  const server = { adminUrl: cluster.adminUrl, prefix: settings.databasePrefix };
  return { server, ended: cluster.ended, stop: () => cluster.stop() };
}
