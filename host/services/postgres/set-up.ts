import type { DatabaseAccess } from "./access";
import { databaseStates } from "./database-states";
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
import { openRecord } from "./migration-record";

/** Databases and roles that the host makes itself on a server. */
export function ownDatabases(server: DatabaseServer): DatabaseAccess {
  const setUp = (root: string, databases: DeclaredDatabase[]) => setUpDatabases(server, root, databases);
  return {
    url: (role, name) => databaseUrl(server, role, name),
    existing: () => existingDatabases(server),
    async states(root, databases) {
      const made = await existingDatabases(server);
      return databaseStates(root, databases, (name) => (made.has(name) ? databaseUrl(server, "owner", name) : null));
    },
    migrate: setUp,
    prepare: setUp,
  };
}

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

function setUp(server: DatabaseServer, root: string, database: DeclaredDatabase): Promise<string[]> {
  return withClient(databaseUrl(server, "owner", database.name), async (owner) => {
    // Before the rights: what the host keeps for itself stays closed to the application.
    await openRecord(owner);
    await grantRuntimeRights(owner, server, database.name);
    return migrate(owner, migrationFiles(root, database), database.allowGaps);
  });
}
