import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { type Problem, problemText } from "../../problem";
import { postgresBinaries } from "../../services/postgres/binaries";
import { clusterFiles } from "../../services/postgres/cluster-files";
import { connectionProblem } from "../../services/postgres/connection-problem";
import { dataVersionProblem } from "../../services/postgres/data-version";
import { serverUser } from "../../services/postgres/server-user";

const oldestVersion = 15;

/** The PostgreSQL from npm can run here and read what the data directory holds. */
export function ownPostgresProblem(home: string, dataDir: string): Problem | null {
  const binaries = postgresBinaries(home);
  const files = clusterFiles(join(dataDir, "postgres"));
  const unreadable = dataVersionProblem(files, binaries);
  if (unreadable) return unreadable;
  if (existsSync(files.data) && !existsSync(files.settings))
    return {
      cause: `${files.data} exists, but ${files.settings} with its password is missing.`,
      remedy: `Restore that file, or move ${files.dir} away to start empty.`,
    };
  serverUser(files.data, [binaries.postgres, dataDir]);
  return null;
}

/** The databases that infra.config.json lists can be reached by the application's roles. */
export async function listedPostgresProblems(urls: string[]): Promise<Problem[]> {
  const problems = await Promise.all(
    urls.map(async (url) => {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
      client.on("error", () => {});
      try {
        await client.connect();
        return [];
      } catch (error) {
        return [connectionProblem(url, error as Error, "sql_servers")];
      } finally {
        await client.end();
      }
    }),
  );
  // One server, one problem, however many of its databases are listed.
  return [...new Map(problems.flat().map((problem) => [problemText(problem), problem])).values()];
}

/** The server of DATABASE_URL can be reached, is new enough, and its user may do what a start does. */
export async function givenPostgresProblem(databaseUrl: string): Promise<Problem | null> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    return connectionProblem(databaseUrl, error as Error);
  }
  try {
    const { rows } = await client.query<{ version: number; able: boolean; name: string }>(
      `select current_setting('server_version_num')::int / 10000 as version, current_user as name,
         rolsuper or (rolcreatedb and rolcreaterole) as able
       from pg_roles where rolname = current_user`,
    );
    const { version = 0, able = false, name = "" } = rows[0] ?? {};
    if (version < oldestVersion)
      return {
        cause: `The server of DATABASE_URL is PostgreSQL ${version}; ${oldestVersion} is the oldest that will do.`,
        remedy: "Upgrade it, or name another server.",
      };
    if (able) return null;
    return {
      cause: `The user ${name} of DATABASE_URL may not create databases and roles.`,
      remedy: `As a superuser: alter role "${name}" createdb createrole — or name an administrator in DATABASE_URL.`,
    };
  } finally {
    await client.end();
  }
}
