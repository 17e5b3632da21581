import { describe, expect, test } from "vitest";
import { all, begin, collectGarbage, eventually, none, one, openDatabase } from "./__tests__/database";
import { QueryArgs } from "./query-args";

describe("a transaction", () => {
  test("that is forgotten is rolled back and logged, and its connection goes back", async () => {
    const { db, lines, metrics } = openDatabase();
    const pid = await (async () => one(await db.begin(), "select pg_backend_pid() as v"))();
    await eventually(() => {
      collectGarbage();
      return lines.some((line) => line.includes("transaction not completed, forcing rollback"));
    });
    const watcher = openDatabase().db;
    await eventually(
      async () => (await one(watcher, "select state as v from pg_stat_activity where pid = $1", pid)) === "idle",
    );
    expect(metrics.sqlRolledBack.family().samples).toEqual([
      { labels: { database: "x", reason: "forgotten" }, value: 1 },
    ]);
  });

  test("whose commit fails says so, and is over", async () => {
    const { db } = openDatabase();
    const tx = await begin(db);
    await all(tx, "create temp table t (a int unique deferrable initially deferred)");
    await all(tx, "insert into t values (1), (1)");
    await expect(tx.commit()).rejects.toThrow(/^db error: ERROR: duplicate key .*\nDETAIL: Key \(a\)=\(1\)/);
    await expect(tx.rollback()).rejects.toThrow("transaction closed");
  });

  test("commits although nobody read the large result that it gave", async () => {
    const { db } = openDatabase();
    const tx = await begin(db);
    await tx.query("select repeat('x', 1000) as v from generate_series(1, 50000)", none());
    await expect(tx.commit()).resolves.toBeUndefined();
  });
});

describe("a connection", () => {
  test("that comes back inside a transaction is rolled back and logged", async () => {
    const { db, lines } = openDatabase();
    const conn = await db.acquire();
    await all(conn, "begin");
    await all(conn, "create temp table mine (a int)");
    await conn.close();
    expect(await one(db, "select to_regclass('mine')::text as v")).toBeNull();
    await eventually(() => lines.some((line) => line.includes("begun by hand")));
    await expect(conn.query("select 1", none())).rejects.toThrow("connection_closed");
  });

  test("that breaks fails what runs on it in the driver's words, and no other is given it", async () => {
    const { db } = openDatabase();
    const conn = await db.acquire();
    const ends = all(conn, "select pg_terminate_backend(pg_backend_pid())::text as v");
    await expect(ends).rejects.toThrow(/^Error \{\n {4}kind: Db,[^]*severity: "FATAL"[^]*E57P01/);
    await expect(all(conn, "select 1 as v")).rejects.toThrow("connection closed");
    await conn.close();
    expect(await one(db, "select 1 as v")).toBe(1);
  });

  test("runs statements one after the other, whatever is asked at once", async () => {
    const { db } = openDatabase();
    const conn = await db.acquire();
    const asked = Array.from({ length: 20 }, (_each, i) => one(conn, `select $1::${i % 2 ? "int" : "text"} as v`, i));
    expect(await Promise.all(asked)).toEqual(asked.map((_each, i) => (i % 2 ? i : String(i))));
    await conn.close();
  });

  test("is not asked a statement with a zero byte", async () => {
    const { db } = openDatabase();
    await expect(all(db, "select 1\0; select 2")).rejects.toThrow("string contains embedded null");
  });

  test("takes statements with as many parameters as the protocol has, and the next refuses", async () => {
    const { db } = openDatabase();
    const sum = async (count: number) => {
      const places = Array.from({ length: count }, (_each, i) => `($${i + 1}::int)`);
      const sql = `select sum(n)::int as v from (values ${places.join()}) as t (n)`;
      return (await db.queryRow(sql, new QueryArgs(places.map(() => 1))))?.values();
    };
    for (const count of [32_768, 65_535]) expect(await sum(count)).toEqual({ v: count });
    await expect(sum(65_536)).rejects.toThrow("expected 0 parameters but got 65536");
  });

  test("that copies is an error, and can be used afterwards", async () => {
    const { db } = openDatabase();
    const conn = await db.acquire();
    await all(conn, "create temp table t (a int)");
    for (const copy of ["copy t from stdin", "copy (select 1) to stdout"])
      await expect(all(conn, copy)).rejects.toThrow(/kind: UnexpectedMessage/);
    expect(await all(conn, "select a from t")).toEqual([]);
    await conn.close();
  });
});

describe("the types of a database", () => {
  test("are looked up where they are unknown, inside a transaction too", async () => {
    const { db } = openDatabase();
    const tx = await begin(db);
    await all(tx, "create type pg_temp.mood as enum ('calm', 'busy')");
    expect(await one(tx, "select $1::pg_temp.mood as v", "busy")).toBe("busy");
    expect(await one(tx, "select $1::pg_temp.mood[] as v", ["calm", null])).toEqual(["calm", null]);
    await expect(one(tx, "select $1::pg_temp.mood as v", "angry")).rejects.toThrow("invalid input value for enum mood");
  });

  test("are no domains: columns are of their base type, parameters are refused", async () => {
    const { db } = openDatabase();
    const tx = await begin(db);
    await all(tx, "create domain pg_temp.age as int check (value > 0)");
    expect(await one(tx, "select 5::pg_temp.age as v")).toBe(5);
    await expect(one(tx, "select $1::pg_temp.age as v", 5)).rejects.toThrow(/the Postgres type `pg_temp_\d+\.age`$/);
  });
});
