import {
  type DatabaseServer,
  databaseUrl,
  existingDatabases,
  grantRuntimeRights,
  provision,
  withClient,
} from "./databases";
import { migrate } from "./migrate";
import { type DeclaredDatabase, migrationFiles } from "./migration-files";
import { type MigrationPlan, planMigrations } from "./migration-plan";
import { openRecord, readRecord } from "./migration-record";

/** Makes every declared database that is missing and migrates all of them, side by side; returns the files that ran. */
export async function setUpDatabases(
  server: DatabaseServer,
  root: string,
  databases: DeclaredDatabase[],
): Promise<string[]> {
  await provision(
    server,
    databases.map((database) => database.name),
  );
  const ran = await Promise.all(databases.map((database) => setUp(server, root, database)));
  return ran.flat();
}

/** How far one database is. */
export interface DatabaseState {
  name: string;
  /** false: it is not made yet, and everything is pending. */
  exists: boolean;
  plan: MigrationPlan;
}

/** How far each database is; changes nothing. Without a server none is made yet. */
export async function databaseStates(
  server: DatabaseServer | undefined,
  root: string,
  databases: DeclaredDatabase[],
): Promise<DatabaseState[]> {
  const existing = server ? await existingDatabases(server) : new Set<string>();
  const states = databases.map(async ({ name, allowGaps, ...declared }) => {
    const exists = existing.has(name);
    const record =
      server && exists
        ? await withClient(databaseUrl(server, "owner", name), readRecord)
        : { versions: [], checksums: new Map<number, string>() };
    return { name, exists, plan: planMigrations(migrationFiles(root, declared), record, allowGaps) };
  });
  return Promise.all(states);
}

function setUp(server: DatabaseServer, root: string, database: DeclaredDatabase): Promise<string[]> {
  return withClient(databaseUrl(server, "owner", database.name), async (owner) => {
    // Before the rights: what the host keeps for itself stays closed to the application.
    await openRecord(owner);
    await grantRuntimeRights(owner, server, database.name);
    return migrate(owner, migrationFiles(root, database), database.allowGaps);
  });
}
