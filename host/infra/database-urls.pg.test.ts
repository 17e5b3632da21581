import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTlsPostgres, type TlsPostgres } from "../__tests__/tls-postgres";
import { givenPostgresProblem } from "../cli/doctor/postgres";
import { withClient } from "../services/postgres/databases";
import { listedDatabases } from "../services/postgres/listed-databases";
import { ownDatabases } from "../services/postgres/set-up";
import { databaseUrls } from "./database-urls";
import type { TlsConfig } from "./shape";

const home = fileURLToPath(new URL("../..", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "lobby-urls-"));
const desk = {
  name: "desk",
  migrationsDir: "desk",
  migrations: [{ file: "1_guest.up.sql", number: 1, description: "guest" }],
  allowGaps: false,
};
let server: TlsPostgres;
let adminUrl: string;

beforeAll(async () => {
  server = await startTlsPostgres(home);
  adminUrl = `postgresql://postgres:${server.password}@localhost:${server.port}/postgres?sslmode=verify-full&sslrootcert=${server.ca}`;
  mkdirSync(join(root, "desk"));
  writeFileSync(join(root, "desk/1_guest.up.sql"), "create table guest (id int primary key);\n");
  await withClient(adminUrl, async (admin) => {
    await admin.query("create role app login password 'app'");
    await admin.query("create role certified login password 'app'");
    for (const name of ["hotel_desk", "spare"]) await admin.query(`create database ${name}`);
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const isEncrypted = async (url: string): Promise<boolean | undefined> =>
  withClient(url, async (client) => {
    const sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    return (await client.query<{ ssl: boolean }>(sql)).rows[0]?.ssl;
  });

describe("DATABASE_URL", () => {
  test("with the authority's certificate is encrypted, for the roles that are derived from it too", async () => {
    const databases = ownDatabases({ adminUrl, prefix: "lobby_" });
    expect(await databases.prepare(root, [desk])).toEqual(["desk/1_guest.up.sql"]);
    expect(await isEncrypted(databases.url("runtime", "desk"))).toBe(true);
  });

  test.each<[string, (url: URL) => void, remedy: string]>([
    ["of an authority that nobody knows", (url) => url.searchParams.delete("sslrootcert"), "sslrootcert=<file>"],
    ["for another name", (url) => (url.hostname = "127.0.0.1"), "certificate is for another name"],
    ["and a client that wants none", (url) => (url.search = "?sslmode=disable"), "may not log in from here"],
  ])("and a certificate %s: the remedy is named", async (_what, change, remedy) => {
    const url = new URL(adminUrl);
    change(url);
    expect((await givenPostgresProblem(url.href))?.remedy).toContain(remedy);
  });
});

/** The connection strings of one listed database. */
function listed(tls: TlsConfig | undefined, more: { host?: string; username?: string; admin?: string } = {}) {
  const { host = "localhost", username = "app", admin } = more;
  const database = { name: "hotel_desk", username, password: "app" };
  const tlsConfig = tls ? { tls_config: tls } : {};
  const servers = [{ host: `${host}:${server.port}`, ...tlsConfig, databases: { desk: database } }];
  return databaseUrls(servers, join(root, "tls"), admin);
}
const runtimeUrl = (...given: Parameters<typeof listed>): string => listed(...given).get("desk")?.runtime ?? "";

describe("tls_config of sql_servers", () => {
  test("is on by default, and checks the server against the authorities of the machine", async () => {
    await expect(isEncrypted(runtimeUrl(undefined))).rejects.toThrow(/self-signed certificate|unable to (get|verify)/);
  });

  test("ca, disable_ca_validation, disable_tls_hostname_verification and client_cert do what they say", async () => {
    const ca = readFileSync(server.ca, "utf8");
    expect(await isEncrypted(runtimeUrl({ ca }))).toBe(true);
    expect(await isEncrypted(runtimeUrl({ disable_ca_validation: true }))).toBe(true);
    await expect(isEncrypted(runtimeUrl({ ca }, { host: "127.0.0.1" }))).rejects.toThrow("does not match");
    const withoutName = { ca, disable_tls_hostname_verification: true };
    expect(await isEncrypted(runtimeUrl(withoutName, { host: "127.0.0.1" }))).toBe(true);
    const certified = { username: "certified" };
    await expect(isEncrypted(runtimeUrl({ ca }, certified))).rejects.toThrow("requires a valid client certificate");
    const client_cert = { cert: readFileSync(server.clientCert, "utf8"), key: readFileSync(server.clientKey, "utf8") };
    expect(await isEncrypted(runtimeUrl({ ca, client_cert }, certified))).toBe(true);
    await expect(isEncrypted(runtimeUrl({ disabled: true }))).rejects.toThrow("no encryption");
  });
});

test("databases that are listed are migrated by the operator's step and never by a start", async () => {
  const tls = { ca: readFileSync(server.ca, "utf8") };
  const start = listedDatabases(listed(tls));
  await expect(start.prepare(root, [desk])).rejects.toThrow(
    /desk\/1_guest\.up\.sql has not run yet\.\nWith sql_servers a start runs no migration\. .*lobby migrate up --infra/,
  );
  await expect(start.migrate(root, [desk])).rejects.toThrow(
    /Database desk cannot be migrated as app: permission denied .*\. Name the database's owner in DATABASE_URL/,
  );
  const operator = listedDatabases(listed(tls, { admin: adminUrl }));
  expect(await operator.migrate(root, [desk])).toEqual(["desk/1_guest.up.sql"]);
  expect(await start.prepare(root, [desk])).toEqual([]);
  const file = join(root, "desk/1_guest.up.sql");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, `${text}-- changed\n`);
  await expect(start.prepare(root, [desk])).rejects.toThrow("was changed afterwards");
  writeFileSync(file, text);
  await withClient(start.url("runtime", "desk"), async (app) => {
    await app.query("insert into guest values (1)");
    await expect(app.query("alter table guest add column x int")).rejects.toMatchObject({ code: "42501" });
  });
});

test("a record that is closed to the application's role is named, with the right that it needs", async () => {
  const tls_config = { ca: readFileSync(server.ca, "utf8") };
  const spare = { username: "app", password: "app" };
  const given = databaseUrls(
    [{ host: `localhost:${server.port}`, tls_config, databases: { spare } }],
    join(root, "tls"),
    adminUrl,
  );
  const made = "create table public.schema_migrations (version bigint not null primary key, dirty boolean not null)";
  await withClient(given.get("spare")?.owner ?? "", (admin) => admin.query(made));
  await expect(listedDatabases(given).prepare(root, [{ ...desk, name: "spare" }])).rejects.toThrow(
    /permission denied for table schema_migrations\. Grant .* select on public\.schema_migrations/,
  );
});
