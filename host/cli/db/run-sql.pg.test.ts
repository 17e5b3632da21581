import { DatabaseError } from "pg";
import { describe, expect, inject, test } from "vitest";
import { asJson, asTable } from "./format";
import { explainError } from "./postgres-error";
import { runSql } from "./run-sql";

const { adminUrl } = inject("lobby").server;
const run = (sql: string, mayWrite = false) => runSql(adminUrl, sql, mayWrite);

test("a table has its numbers to the right, NULL empty, and values as PostgreSQL writes them", async () => {
  const sql = "select id, name, amount from (values (1, 'a', 1.50), (20, null, 10.25)) as t (id, name, amount)";
  const [result] = await run(sql);
  if (!result) throw new Error("no result");
  expect(asTable(result)).toBe(
    ["id | name | amount", "---+------+-------", " 1 | a    |   1.50", "20 |      |  10.25", "(2 rows)"].join("\n"),
  );
});

test("JSON keeps what it can hold exactly, and gives the rest as text", async () => {
  const [result] = await run(
    `select 7 as a, 9007199254740993 as b, 1.5::float8 as c, 'NaN'::float8 as d, true as e, '{"x":[1]}'::jsonb as f, null as g, date '2026-01-02' as h`,
  );
  if (!result) throw new Error("no result");
  expect(JSON.parse(asJson(result))).toEqual([
    { a: 7, b: "9007199254740993", c: 1.5, d: "NaN", e: true, f: { x: [1] }, g: null, h: "2026-01-02" },
  ]);
});

test("several statements give their results in order", async () => {
  const results = await run("create temporary table seen (id int); insert into seen values (1), (2); table seen", true);
  expect(results.map(asTable)).toEqual(["CREATE", "INSERT 2", "id\n--\n 1\n 2\n(2 rows)"]);
  expect(results.slice(0, 2).map(asJson)).toEqual([
    '{"command":"CREATE","count":null}',
    '{"command":"INSERT","count":2}',
  ]);
});

describe("without leave to write", () => {
  test.each(["create table made (id int)", "commit; create table made (id int)", "begin; create table made (id int)"])(
    "%s changes nothing",
    async (sql) => {
      await expect(run(sql)).rejects.toMatchObject({ code: "25006" });
    },
  );
});

test("an error is told with its place, detail and code", async () => {
  const sql = "select 1;\nselect é from pg_class, nowhere";
  const error: unknown = await run(sql).catch((thrown: unknown) => thrown);
  if (!(error instanceof DatabaseError)) throw new Error("no error of PostgreSQL");
  expect(explainError(error, sql)).toBe(
    [
      'ERROR:  relation "nowhere" does not exist (SQLSTATE 42P01)',
      "LINE 2: select é from pg_class, nowhere",
      "                                ^",
    ].join("\n"),
  );
});
