import type { Database } from "../../model/app";
import { type DatabaseServer, databaseUrl, grantRuntimeRights, provision, withClient } from "./databases";
import { openBookkeeping, migrate, migrationFiles, type MigrationState, migrationState } from "./migrate";

/** What is needed of a declared database to set it up. */
export type DeclaredDatabase = Pick<Database, "name" | "migrationsDir" | "migrations" | "allowGaps">;

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

/** The state of each database's migrations; makes missing databases, runs no migration. */
export async function migrationStates(
  server: DatabaseServer,
  root: string,
  databases: DeclaredDatabase[],
): Promise<Map<string, MigrationState>> {
  await provision(
    server,
    databases.map((database) => database.name),
  );
  const states = databases.map((database) =>
    withClient(databaseUrl(server, "owner", database.name), async (owner) => {
      await openBookkeeping(owner);
      return [database.name, await migrationState(owner, migrationFiles(root, database), database.allowGaps)] as const;
    }),
  );
  return new Map(await Promise.all(states));
}

function setUp(server: DatabaseServer, root: string, database: DeclaredDatabase): Promise<string[]> {
  return withClient(databaseUrl(server, "owner", database.name), async (owner) => {
    // Before the rights: what the host keeps for itself stays closed to the application.
    await openBookkeeping(owner);
    await grantRuntimeRights(owner, server, database.name);
    return migrate(owner, migrationFiles(root, database), database.allowGaps);
  });
}
