import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeApplication } from "../__tests__/write-application";
import { readApp } from "../read";

/** Complaints about a module that uses a database `db`: place, message and help. */
async function complaints(code: string): Promise<string[]> {
  const home = mkdtempSync(join(tmpdir(), "lobby-sql-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const head = 'import { SQLDatabase } from "encore.dev/storage/sqldb"; const db = new SQLDatabase("guests");\n';
  writeApplication(join(home, "app"), { "desk/api.ts": head + code });
  const result = await readApp(join(home, "app"));
  return result.ok ? [] : result.diagnostics.map((d) => `${d.at.line}:${d.at.column} ${d.message} | ${d.help}`);
}

test("the complaint stands at the start of the query, the help at the very place", async () => {
  const found = await complaints("export const f = (a: number) => db.query`\n  select ${a}, 'é'\n  frm x y z`;");
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^2:41 invalid database query: syntax error at or near "x" \| desk\/api\.ts:4:7: frm x y z\n/,
  );
});

test.each<[what: string, code: string]>([
  [
    "a template of each method",
    "db.query`select 1`; db.queryRow`select ${1}`; db.queryAll`select 1`; db.exec`delete from a`;",
  ],
  [
    "several statements, none, comments",
    "db.exec`select 1; select 2`; db.exec``; db.exec`-- nothing`; db.rawExec('');",
  ],
  [
    "what is put together at run time",
    "db.rawQuery('selec' + ' 1'); db.rawQuery(`selec 1`); const q = 'selec'; db.rawExec(q);",
  ],
  ["a method without SQL", "db.query2`selec`; db.connectionString;"],
  ["old and new in RETURNING, which need no new syntax", "db.rawQuery('update a set b = 1 returning old.b, new.b');"],
])("%s is accepted", async (_, code) => {
  expect(await complaints(code)).toEqual([]);
});

test.each<[code: string, message: string]>([
  ["db.exec`delete from ${'a'}`;", 'syntax error at or near "$1"'],
  ["db.rawQueryAll('select \\'');", "unterminated quoted string"],
  ["db.rawQueryRow('select 1 1');", 'syntax error at or near "1"'],
  ["db.query`select E'\\`", "unterminated quoted string"],
  ["db.exec`update a set b = 1 returning with (old as o) o.b`;", "RETURNING WITH is newer than PostgreSQL 17"],
  ["db.exec`create table t (a int, b int generated always as (a + 1) virtual)`;", "newer than PostgreSQL 17"],
])("%s is refused", async (code, message) => {
  expect((await complaints(code)).join()).toContain(message);
});
