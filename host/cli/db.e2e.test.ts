import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lobby } from "../__tests__/command-line";
import { type SmallApp, writeSmallApp } from "../__tests__/small-app";

let app: SmallApp;
let data: string;
const command = (args: string[], input?: string) =>
  lobby([...args, "--app", app.dir, "--data", data], {}, input === undefined ? {} : { input });

beforeAll(() => {
  app = writeSmallApp();
  data = mkdtempSync(join(tmpdir(), "lobby-db-"));
});
afterAll(() => {
  app.remove();
  rmSync(data, { recursive: true, force: true });
});

test("a database that is not made yet, or not declared, is named with what to do", async () => {
  expect(await command(["db", "query", "desk", "select 1"])).toMatchObject({
    code: 1,
    output: expect.stringContaining("not made yet. Start Lobby, or run: lobby migrate up") as string,
  });
  expect(await command(["db", "query", "attic", "select 1"])).toMatchObject({
    code: 1,
    output: 'There is no database "attic". Databases: desk, _pubsub.\n',
  });
  expect(await command(["db", "url", "desk"])).toMatchObject({
    code: 1,
    output: expect.stringContaining("does not run") as string,
  });
});

test("no SQL at all, or a queue that is not there, is refused", async () => {
  expect(await command(["db", "query", "desk"], "\n")).toMatchObject({
    code: 2,
    output: expect.stringContaining("there is no SQL to run") as string,
  });
  expect(await command(["pubsub", "drop", "--queue", "attic"])).toEqual({
    code: 1,
    output: 'There is no queue "attic". Queues: none.\n',
  });
});

test("the runtime role reads and with --write changes rows; the owner changes tables", async () => {
  expect(await command(["migrate", "up"])).toMatchObject({ code: 0 });
  const insert = "insert into guest values (1, 'Ada')";
  expect(await command(["db", "query", "desk", insert])).toMatchObject({ code: 1 });
  expect(await command(["db", "query", "desk", "--write"], insert)).toEqual({ code: 0, output: "INSERT 1\n" });
  expect(await command(["db", "query", "desk", "--json", "select id, name from guest"])).toEqual({
    code: 0,
    output: '[{"id":1,"name":"Ada"}]\n',
  });
  const alter = "alter table guest add column note text";
  const refused = await command(["db", "query", "desk", "--write", alter]);
  expect(refused).toEqual({ code: 1, output: "ERROR:  must be owner of table guest (SQLSTATE 42501)\n" });
  expect(await command(["db", "query", "desk", "--write", "--role", "owner", alter])).toMatchObject({ code: 0 });
});

test("putting back a dead letter that is not there fails", async () => {
  const { code, output } = await command(["pubsub", "replay", "77"]);
  expect(output).toContain("1 of the 1 ids are no dead letters");
  expect(code).toBe(1);
});
