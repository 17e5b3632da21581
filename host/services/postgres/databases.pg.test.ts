import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, QueryResult } from "pg";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { dropEverything } from "../../testing/clones";
import { type DatabaseServer, databaseUrl, type Role, withClient } from "./databases";
import { setUpDatabases } from "./set-up";

const server: DatabaseServer = { adminUrl: inject("lobby").server.adminUrl, prefix: "lobby_databases_" };
const root = mkdtempSync(join(tmpdir(), "lobby-databases-"));
const desk = {
  name: "desk",
  migrationsDir: "desk/migrations",
  migrations: [{ file: "1_guest.up.sql", number: 1, description: "guest" }],
  allowGaps: false,
};

const as = (role: Role, sql: string): Promise<QueryResult> =>
  withClient(databaseUrl(server, role, "desk"), (client: Client) => client.query(sql));

beforeAll(async () => {
  mkdirSync(join(root, "desk/migrations"), { recursive: true });
  writeFileSync(
    join(root, "desk/migrations/1_guest.up.sql"),
    `create table guest (id serial primary key, name text);
     create schema archive;
     create table archive.guest (id bigint generated always as identity, name text);
     create function name_of(int) returns text language sql security definer as 'select name from guest where id = $1';`,
  );
  await setUpDatabases(server, root, [desk]);
});
afterAll(async () => {
  await dropEverything(server);
  rmSync(root, { recursive: true });
});

describe("the runtime role", () => {
  test("reads and writes the rows of tables that migrations made, in every schema, and calls their functions", async () => {
    await as("runtime", "insert into guest (name) values ('Ada'); insert into archive.guest (name) values ('Ada')");
    await as(
      "runtime",
      "update guest set name = 'Ada L.'; delete from archive.guest; create temporary table seen (id int)",
    );
    expect((await as("runtime", "select name_of(1) as name")).rows).toEqual([{ name: "Ada L." }]);
  });

  test("makes schemas and trusted extensions of its own, and sees which migrations ran", async () => {
    await as("runtime", "create schema room; create table room.t (a int); drop schema room cascade");
    await as("runtime", "create extension pgcrypto; drop extension pgcrypto");
    expect((await as("runtime", "select version::int from schema_migrations")).rows).toEqual([{ version: 1 }]);
  });

  test("can be lent to a role of another name, which the application logs in as", async () => {
    const named = { ...server, loginRole: `${server.prefix}guest` };
    onTestFinished(() =>
      withClient(server.adminUrl, async (admin) => void (await admin.query(`drop role "${named.loginRole}"`))),
    );
    await setUpDatabases(named, root, [desk]);
    const { rows } = await withClient(databaseUrl(named, "runtime", "desk"), (client: Client) =>
      client.query("select session_user::text as user, count(*)::int as guests from guest"),
    );
    expect(rows).toEqual([{ user: named.loginRole, guests: 1 }]);
  });

  test.each([
    ["truncates no table", "truncate guest"],
    ["alters no table", "alter table guest add column x int"],
    ["makes no table", "create table mine (id int)"],
    ["makes no index", "create index on guest (name)"],
    ["makes no role", "create role friend"],
    ["switches no row security on", "alter table guest enable row level security"],
    ["does not write the record of migrations", "update public.schema_migrations set version = 0"],
    ["does not see what the host keeps", "select version from lobby_host.applied_migration"],
  ])("%s", async (_rule, sql) => {
    await expect(as("runtime", sql)).rejects.toMatchObject({ code: "42501" });
  });

  test("is no superuser and owns no table", async () => {
    const { rows } = await as(
      "runtime",
      "select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user",
    );
    expect(rows).toEqual([
      { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false, owned: 0 },
    ]);
  });
});

describe("a connection that is cut", () => {
  test("fails what goes on with it, and only that", async () => {
    const cut = withClient(server.adminUrl, async (client) => {
      const ended = new Promise((resolve) => client.once("end", resolve));
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      await withClient(server.adminUrl, (other) => other.query("select pg_terminate_backend($1)", [rows[0]?.pid]));
      await ended;
      await client.query("select 1");
    });
    await expect(cut).rejects.toThrow("not queryable");
  });

  test("during a migration is reported with the name of the file", async () => {
    const file = { file: "1_cut.up.sql", number: 1, description: "cut" };
    mkdirSync(join(root, "cut/migrations"), { recursive: true });
    writeFileSync(join(root, "cut/migrations", file.file), "select pg_terminate_backend(pg_backend_pid())");
    const setUp = setUpDatabases(server, root, [
      { ...desk, name: "cut", migrationsDir: "cut/migrations", migrations: [file] },
    ]);
    await expect(setUp).rejects.toThrow(/^cut\/migrations\/1_cut\.up\.sql: terminating connection .*57P01/);
  });
});

describe("the passwords of the roles", () => {
  const adminUrl = "postgresql://admin@db.example/postgres";
  const passwordOf = (given: Partial<DatabaseServer>) =>
    new URL(databaseUrl({ adminUrl, prefix: "x_", ...given }, "runtime", "desk")).password;

  test("come from the secret that is given, else from the administrator's password", () => {
    const withPassword = "postgresql://admin:one@db.example/postgres";
    expect(passwordOf({ roleSecret: "one" })).toBe(passwordOf({ adminUrl: withPassword }));
    expect(passwordOf({ roleSecret: "two" })).not.toBe(passwordOf({ roleSecret: "one" }));
    expect(passwordOf({ adminUrl: withPassword, roleSecret: "two" })).toBe(passwordOf({ roleSecret: "two" }));
  });

  test("are never derived from what everybody can know", () => {
    expect(() => passwordOf({})).toThrow("no secret");
  });
});

test("setting up again keeps rows and runs nothing", async () => {
  expect(await setUpDatabases(server, root, [desk])).toEqual([]);
  expect((await as("owner", "select count(*)::int as guests from guest")).rows).toEqual([{ guests: 1 }]);
});

test("several processes may set up the same databases at once", async () => {
  const again = { ...desk, name: "other" };
  const ran = await Promise.all([1, 2, 3].map(() => setUpDatabases(server, root, [again])));
  expect(ran.flat()).toEqual(["desk/migrations/1_guest.up.sql"]);
});
