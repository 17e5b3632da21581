import { type Client, DatabaseError, escapeIdentifier } from "pg";
import { problemText } from "../../problem";
import type { DatabaseAccess } from "./access";
import { databaseStates } from "./database-states";
import { withClient } from "./databases";
import { migrate, MigrationError } from "./migrate";
import { type DeclaredDatabase, migrationFiles } from "./migration-files";
import { openRecord } from "./migration-record";

/** One database that somebody else has made. */
export interface ListedDatabase {
  /** The application's connection string. */
  runtime: string;
  /** The connection string of whoever may migrate; the application's where nobody else is known. */
  owner: string;
}

/**
 * Databases and roles that an operator has made and listed. The application's role need not own anything, so a start runs no
 * migration: it refuses while one waits. `migrate` is the operator's step, in the name of `owner`.
 */
export function listedDatabases(listed: Map<string, ListedDatabase>): DatabaseAccess {
  const of = (name: string): ListedDatabase => {
    const found = listed.get(name);
    if (!found) throw new MigrationError(`sql_servers does not list the database "${name}".`);
    return found;
  };
  const states = (root: string, databases: DeclaredDatabase[]) =>
    databaseStates(root, databases, (name) => of(name).runtime, "sql_servers").catch(explain);
  return {
    url: (role, name) => of(name)[role],
    existing: () => Promise.resolve(new Set(listed.keys())),
    states,
    async migrate(root, databases) {
      const ran = await Promise.all(databases.map((database) => migrateOne(root, database, of(database.name))));
      return ran.flat();
    },
    async prepare(root, databases) {
      const waiting = (await states(root, databases)).flatMap(({ name, plan }) => [
        ...plan.problems.map(problemText),
        ...plan.pending.map((file) => `Database ${name}: ${file.name} has not run yet.`),
      ]);
      if (waiting.length === 0) return [];
      throw new MigrationError(
        [
          ...waiting,
          "With sql_servers a start runs no migration. Run them first: lobby migrate up --infra <file>, with DATABASE_URL naming a user who may.",
        ].join("\n"),
      );
    },
  };
}

function migrateOne(root: string, database: DeclaredDatabase, { owner, runtime }: ListedDatabase): Promise<string[]> {
  const role = decodeURIComponent(new URL(runtime).username);
  const migrator = decodeURIComponent(new URL(owner).username);
  const setting = owner === runtime ? "sql_servers" : "DATABASE_URL";
  return withClient(
    owner,
    async (client) => {
      await openRecord(client).catch((error: Error) => explainOwner(error, database.name, migrator));
      if (role !== migrator) await grantRights(client, role);
      return migrate(client, migrationFiles(root, database), database.allowGaps);
    },
    setting,
  );
}

const insufficientPrivilege = "42501";

/** Who migrates makes tables and schemas, which the application's own role may not. */
function explainOwner(error: Error, database: string, migrator: string): never {
  if (!(error instanceof DatabaseError) || error.code !== insufficientPrivilege) throw error;
  throw new MigrationError(
    `Database ${database} cannot be migrated as ${migrator}: ${error.message}. Name the database's owner in DATABASE_URL.`,
    { cause: error },
  );
}

/** A record that other tools made may be closed to the application's role. */
function explain(error: Error): never {
  if (!(error instanceof DatabaseError) || error.code !== insufficientPrivilege) throw error;
  throw new MigrationError(
    `How far the migrations are cannot be seen: ${error.message}. ` +
      `Grant the user of sql_servers select on public.schema_migrations, or run: lobby migrate up --infra <file>`,
    { cause: error },
  );
}

/** The application reads and writes the rows of all that `owner` makes from now on, and sees how far the migrations are. */
async function grantRights(owner: Client, role: string): Promise<void> {
  const runtime = escapeIdentifier(role);
  await owner.query(`
    grant usage on schema public to ${runtime};
    grant select on public.schema_migrations to ${runtime};
    grant usage on schema lobby_host to ${runtime};
    grant select on lobby_host.applied_migration to ${runtime};
    alter default privileges grant usage on schemas to ${runtime};
    alter default privileges grant select, insert, update, delete on tables to ${runtime};
    alter default privileges grant usage, select, update on sequences to ${runtime}`);
}
