import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { dropEverything } from "../../testing/clones";
import { type DatabaseServer, databaseUrl, provision, withClient } from "./databases";
import { ownDatabases, setUpDatabases } from "./set-up";

const server: DatabaseServer = { adminUrl: inject("lobby").server.adminUrl, prefix: "lobby_migrate_" };
const root = mkdtempSync(join(tmpdir(), "lobby-migrate-"));
mkdirSync(join(root, "desk"));

const sqlOf: Record<number, string> = {
  1: "create table guest (id int)",
  2: "alter table guest add column name text",
  3: "create index guest_name on guest (name)",
};
const fileOf = (number: number) => `${number}_step.up.sql`;
const declared = (upTo: number, allowGaps: boolean, from = 1) => ({
  name: "desk",
  migrationsDir: "desk",
  allowGaps,
  migrations: Object.keys(sqlOf)
    .map(Number)
    .filter((number) => number >= from && number <= upTo)
    .map((number) => ({ file: fileOf(number), number, description: "step" })),
});
const owner = <T>(use: (client: Client) => Promise<T>): Promise<T> =>
  withClient(databaseUrl(server, "owner", "desk"), use);
const record = async () =>
  owner(
    async (client) =>
      (
        await client.query<{ version: string; dirty: boolean }>(
          "select version, dirty from schema_migrations order by version",
        )
      ).rows,
  );
const planned = async (upTo: number, allowGaps: boolean) => {
  const [state] = await ownDatabases(server).states(root, [declared(upTo, allowGaps)]);
  if (!state) throw new Error("no state");
  return {
    pending: state.plan.pending.map((file) => file.number),
    problems: state.plan.problems.map((problem) => problem.cause),
    dirty: state.plan.dirty,
  };
};

/** Runs one file as golang-migrate does it for Encore: marks it dirty, runs it with its row in one statement, sets the version. */
async function asEncore(number: number, sql: string, allowGaps: boolean): Promise<void> {
  await owner(async (client) => {
    await client.query(
      `create table if not exists "public"."schema_migrations" (version bigint not null primary key, dirty boolean not null)`,
    );
    const setVersion = async (dirty: boolean) => {
      if (allowGaps && dirty) return;
      await client.query("begin");
      if (!allowGaps) await client.query(`truncate "public"."schema_migrations"`);
      await client.query(
        `insert into "public"."schema_migrations" (version, dirty) values ($1, $2) on conflict (version) do update set dirty = $2`,
        [number, dirty],
      );
      await client.query("commit");
    };
    await setVersion(true);
    await client.query(
      `${sql}\n;\ninsert into schema_migrations (version, dirty) values (${number}, false) on conflict (version) do update set dirty = false;`,
    );
    await setVersion(false);
  });
}

beforeEach(async () => {
  for (const [number, sql] of Object.entries(sqlOf)) writeFileSync(join(root, "desk", fileOf(Number(number))), sql);
  await dropEverything(server);
  await provision(server, ["desk"]);
});
afterAll(async () => {
  await dropEverything(server);
  rmSync(root, { recursive: true });
});

describe.each([
  ["one row, the newest version", false],
  ["a row a version, gaps allowed", true],
])("the record (%s)", (_layout, allowGaps) => {
  test("of a database that Encore migrated is taken over: only what is missing runs", async () => {
    await asEncore(1, sqlOf[1] ?? "", allowGaps);
    await asEncore(2, sqlOf[2] ?? "", allowGaps);
    expect(await planned(3, allowGaps)).toEqual({ pending: [3], problems: [], dirty: undefined });
    expect(await setUpDatabases(server, root, [declared(3, allowGaps)])).toEqual([`desk/${fileOf(3)}`]);
    // From here on a change is noticed, in files that Encore ran too.
    writeFileSync(join(root, "desk", fileOf(1)), "create table guest (id bigint)");
    await expect(setUpDatabases(server, root, [declared(3, allowGaps)])).rejects.toThrow(
      /1_step\.up\.sql: this migration has already run and was changed/,
    );
  });

  test("that we leave is the one that Encore goes on from, and back again", async () => {
    await setUpDatabases(server, root, [declared(2, allowGaps)]);
    const clean = (version: number) => ({ version: String(version), dirty: false });
    expect(await record()).toEqual(allowGaps ? [clean(1), clean(2)] : [clean(2)]);
    await asEncore(3, sqlOf[3] ?? "", allowGaps);
    expect(await record()).toEqual(allowGaps ? [1, 2, 3].map(clean) : [clean(3)]);
    expect(await planned(3, allowGaps)).toEqual({ pending: [], problems: [], dirty: undefined });
    expect(await setUpDatabases(server, root, [declared(3, allowGaps)])).toEqual([]);
  });
});

test("a row that Encore left dirty is named, and its file runs again", async () => {
  await asEncore(1, sqlOf[1] ?? "", false);
  await expect(asEncore(2, "alter table nothing add column name text", false)).rejects.toThrow("does not exist");
  expect(await record()).toEqual([{ version: "2", dirty: true }]);
  expect(await planned(2, false)).toEqual({ pending: [2], problems: [], dirty: 2 });
  expect(await setUpDatabases(server, root, [declared(2, false)])).toEqual([`desk/${fileOf(2)}`]);
  expect(await record()).toEqual([{ version: "2", dirty: false }]);
});

test("a file that was added below the newest that has run is refused, unless gaps are allowed", async () => {
  const without2 = (allowGaps: boolean) => {
    const database = declared(3, allowGaps);
    return { ...database, migrations: database.migrations.filter(({ number }) => number !== 2) };
  };
  writeFileSync(join(root, "desk", fileOf(3)), "create index guest_id on guest (id)");
  await setUpDatabases(server, root, [without2(true)]);
  expect(await planned(3, true)).toMatchObject({ pending: [2], problems: [] });
  expect((await planned(3, false)).problems).toEqual([
    `desk/${fileOf(2)}: it was added below 3, the newest migration that has run.`,
  ]);
});

test("a database that is ahead of the files is named by the newest of them", async () => {
  await setUpDatabases(server, root, [declared(2, false)]);
  expect((await planned(1, false)).problems).toEqual([
    expect.stringContaining(`desk/${fileOf(1)} is the newest file here, and its database is at 2:`),
  ]);
});

test("a plan changes nothing: neither tables of the record nor databases", async () => {
  expect(await planned(3, false)).toMatchObject({ pending: [1, 2, 3], problems: [] });
  const { rows } = await owner((client) => client.query("select 1 from pg_class where relname = 'schema_migrations'"));
  expect(rows).toEqual([]);
  const [state] = await ownDatabases(server).states(root, [{ ...declared(1, false), name: "absent" }]);
  expect(state).toMatchObject({ exists: false, plan: { problems: [] } });
});
