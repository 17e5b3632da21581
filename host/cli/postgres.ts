import { join } from "node:path";
import { startCluster } from "../services/postgres/cluster";
import { databaseUrls } from "../infra/database-urls";
import type { DatabaseAccess } from "../services/postgres/access";
import { startConnectionProxy } from "../services/postgres/connection-proxy";
import { listedDatabases } from "../services/postgres/listed-databases";
import { ownDatabases } from "../services/postgres/set-up";
import type { Settings } from "./settings";

/** The PostgreSQL of this installation while it is in use. */
export interface Postgres {
  databases: DatabaseAccess;
  /** Resolves with the last lines of its log when it ends; never for one that is not ours. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Databases that are not in a cluster of ours: those of `sql_servers`, or on the server of DATABASE_URL. */
export function givenDatabases(settings: Settings): DatabaseAccess | undefined {
  const { databaseUrl, databasePrefix: prefix, roleSecret, infra, dataDir } = settings;
  if (infra?.sql_servers) return listedDatabases(databaseUrls(infra.sql_servers, join(dataDir, "tls"), databaseUrl));
  if (databaseUrl === undefined) return undefined;
  return ownDatabases({ adminUrl: databaseUrl, prefix, ...(roleSecret === undefined ? {} : { roleSecret }) });
}

/** Databases in our own cluster. An application of somebody else logs in as it does under Encore. */
export function clusterDatabases(adminUrl: string, { databasePrefix, isGuest }: Settings): DatabaseAccess {
  return ownDatabases({ adminUrl, prefix: databasePrefix, ...(isGuest ? { loginRole: "encore-service" } : {}) });
}

/** Starts the server in the data directory, or takes the databases that are given. */
export async function openPostgres(home: string, settings: Settings): Promise<Postgres> {
  const opened = await openServer(home, settings);
  return settings.isGuest ? behindProxy(opened) : opened;
}

async function openServer(home: string, settings: Settings): Promise<Postgres> {
  const given = givenDatabases(settings);
  if (given) return { databases: given, ended: new Promise(() => {}), stop: async () => {} };
  const cluster = await startCluster({ dir: join(settings.dataDir, "postgres"), root: home, durable: true });
  const databases = clusterDatabases(cluster.adminUrl, settings);
  return { databases, ended: cluster.ended, stop: () => cluster.stop() };
}

/** The connection strings that the application sees lead through a proxy, as under Encore. */
async function behindProxy(postgres: Postgres): Promise<Postgres> {
  const proxy = await startConnectionProxy((name) => postgres.databases.url("runtime", name));
  const stop = async () => {
    await proxy.close();
    await postgres.stop();
  };
  return { ...postgres, databases: { ...postgres.databases, connectionString: (name) => proxy.urlOf(name) }, stop };
}
