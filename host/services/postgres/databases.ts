import { createHmac } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { problemText } from "../../problem";
import { PostgresUnavailable } from "./binaries";
import { type AddressSetting, connectionProblem } from "./connection-problem";

/** A PostgreSQL server in which the host keeps its databases: its own cluster, or the one of DATABASE_URL. */
export interface DatabaseServer {
  /** The administrator: may create databases and roles. Need not be a superuser. */
  adminUrl: string;
  /** Before the name of every database and role, so that several installations can share a server. */
  prefix: string;
  /** What the application logs in as: a member of the runtime role. Absent: the runtime role itself. */
  loginRole?: string;
  /** Key of the passwords of our roles; absent: the administrator's password in `adminUrl`. */
  roleSecret?: string;
}

/** `owner` runs the migrations and owns every object; `runtime` reads and writes rows and owns nothing. */
export type Role = "owner" | "runtime";

/** Serialises all making of roles and databases on a server. */
const provisionLock = 7_106_221_001;

/** The connection string of one role to one database of the host (`name` as the application declares it). */
export function databaseUrl(server: DatabaseServer, role: Role, name: string): string {
  const url = new URL(server.adminUrl);
  url.username = role === "runtime" && server.loginRole ? server.loginRole : `${server.prefix}${role}`;
  url.password = rolePassword(server, role);
  url.pathname = `/${encodeURIComponent(server.prefix + name)}`;
  return url.href;
}

/** Makes roles and databases that are missing, and gives the runtime role its rights. Several processes may do so at once. */
export async function provision(server: DatabaseServer, names: string[]): Promise<void> {
  await withClient(server.adminUrl, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [provisionLock]);
    for (const role of ["owner", "runtime"] as const)
      await ensureRole(admin, `${server.prefix}${role}`, rolePassword(server, role));
    if (server.loginRole) {
      await ensureRole(admin, server.loginRole, rolePassword(server, "runtime"));
      await admin.query(
        `grant ${escapeIdentifier(`${server.prefix}runtime`)} to ${escapeIdentifier(server.loginRole)}`,
      );
    }
    await admin.query(`grant ${escapeIdentifier(`${server.prefix}owner`)} to current_user`);
    const existing = await namesOf(admin, server);
    for (const name of names) if (!existing.has(name)) await createDatabase(admin, server, name);
  });
}

/** The host's databases on the server, by the names that the application gives them. */
export function existingDatabases(server: DatabaseServer): Promise<Set<string>> {
  return withClient(server.adminUrl, (admin) => namesOf(admin, server));
}

async function namesOf(admin: Client, { prefix }: DatabaseServer): Promise<Set<string>> {
  const { rows } = await admin.query<{ name: string }>(
    "select substr(datname, length($1) + 1) as name from pg_database where starts_with(datname, $1)",
    [prefix],
  );
  return new Set(rows.map((row) => row.name));
}

/** Runs `use` with a connection that is closed afterwards. `setting`: what to correct when there is none. */
export async function withClient<T>(
  connectionString: string,
  use: (client: Client) => Promise<T>,
  setting?: AddressSetting,
): Promise<T> {
  const client = new Client({ connectionString, application_name: "lobby" });
  // A connection that is cut fails the query under way; without a listener it would end the process as well.
  client.on("error", () => {});
  await client.connect().catch((error: Error) => {
    throw new PostgresUnavailable(problemText(connectionProblem(connectionString, error, setting)));
  });
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * Derived from a secret, so that every process with the same settings agrees without a place to keep it. Only a secret will do:
 * the roles may log in, and everything else that goes into their passwords is known.
 */
function rolePassword(server: DatabaseServer, role: Role): string {
  const secret = server.roleSecret ?? decodeURIComponent(new URL(server.adminUrl).password);
  if (secret === "") throw new Error("There is no secret to derive the passwords of the database roles from.");
  return createHmac("sha256", secret).update(`lobby ${server.prefix} ${role}`).digest("base64url");
}

async function ensureRole(admin: Client, name: string, password: string): Promise<void> {
  const found = await admin.query("select 1 from pg_roles where rolname = $1", [name]);
  const verb = found.rowCount ? "alter" : "create";
  await admin.query(`${verb} role ${escapeIdentifier(name)} login password ${escapeLiteral(password)}`);
}

async function createDatabase(admin: Client, server: DatabaseServer, name: string): Promise<void> {
  await admin.query(
    `create database ${escapeIdentifier(server.prefix + name)} owner ${escapeIdentifier(`${server.prefix}owner`)} encoding 'UTF8' template template0`,
  );
}

/**
 * What a connection of the owner does first in each database: the runtime role may read and write the rows of every table that
 * migrations make from now on, use their sequences, make schemas and trusted extensions of its own, read which migrations ran, and
 * nothing else. Repeating it changes nothing.
 */
export async function grantRuntimeRights(owner: Client, server: DatabaseServer, name: string): Promise<void> {
  const database = escapeIdentifier(server.prefix + name);
  const runtime = escapeIdentifier(`${server.prefix}runtime`);
  await owner.query(`
    revoke all on database ${database} from public;
    grant connect, temporary, create on database ${database} to ${runtime};
    alter default privileges grant usage on schemas to ${runtime};
    alter default privileges grant select, insert, update, delete on tables to ${runtime};
    alter default privileges grant usage, select, update on sequences to ${runtime};
    grant select on public.schema_migrations to ${runtime}`);
}
