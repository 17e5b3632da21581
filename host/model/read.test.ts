import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { writeApplication } from "./__tests__/write-application";
import { notCarried } from "./carried";
import { readApp } from "./read";

const API = `
import { api } from "encore.dev/api";
import { SQLDatabase } from "encore.dev/storage/sqldb";
import type { Answer } from "../lib/answer";
const db = new SQLDatabase("guests", { migrations: "./migrations" });
export const ping = api({ expose: true, method: "GET", path: "/ping" }, async (): Promise<Answer> => ({ ok: db.connectionString !== "" }));
`;

const FILES = {
  "desk/api.ts": API,
  "desk/migrations/1_first.up.sql": "select 1;",
  "lib/answer.ts": "export interface Answer { ok: boolean }",
};

let root: string;
let cacheDir: string;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), "lobby-read-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  root = join(home, "app");
  cacheDir = join(home, "cache");
  writeApplication(root, FILES);
});

async function firstPath(): Promise<string> {
  const result = await readApp(root, { cacheDir });
  return result.ok
    ? (result.app.services[0]?.endpoints[0]?.rawPath ?? "no endpoint")
    : (result.diagnostics[0]?.message ?? "");
}

/** Puts a mark into what is kept, so that an answer shows where it comes from. */
function markCache(): void {
  for (const name of readdirSync(cacheDir)) {
    writeFileSync(join(cacheDir, name), readFileSync(join(cacheDir, name), "utf8").replaceAll("/ping", "/kept"));
  }
}

test("an application that did not change is not read again", async () => {
  expect(await firstPath()).toBe("/ping");
  markCache();
  expect(await firstPath()).toBe("/kept");
});

test.each<[change: string, path: string, text: string]>([
  ["a changed file", "desk/api.ts", API.replace("async ()", "async  ()")],
  ["a changed type in another file", "lib/answer.ts", "export interface Answer { ok: boolean; n: number }"],
  ["a new file", "lib/more.ts", "export const more = 1;"],
  ["a new migration", "desk/migrations/2_second.up.sql", "select 2;"],
  ["a new folder", "lib/answer/index.ts", ""],
  ["changed settings", "encore.app", '{ "id": "x", "lang": "typescript" }'],
])("%s is noticed", async (_, path, text) => {
  await firstPath();
  markCache();
  unlinkSync(join(root, "node_modules"));
  writeApplication(root, { ...FILES, [path]: text });
  expect(await firstPath()).toBe("/ping");
});

test("errors are kept too, until the missing file appears", async () => {
  writeFileSync(join(root, "desk/late.ts"), 'import "./later";');
  expect(await firstPath()).toContain("unable to resolve module ./later");
  writeFileSync(join(root, "desk/later.ts"), "");
  expect(await firstPath()).toBe("/ping");
});

test("a damaged cache is read over", async () => {
  await firstPath();
  for (const name of readdirSync(cacheDir)) writeFileSync(join(cacheDir, name), "{ half");
  expect(await firstPath()).toBe("/ping");
});

test("a cache is named with its place", async () => {
  writeFileSync(
    join(root, "desk/more.ts"),
    `import { CacheCluster } from "encore.dev/storage/cache";
export const quick = new CacheCluster("quick");
`,
  );
  const result = await readApp(root);
  const refused = result.ok ? notCarried(result.app) : result.diagnostics;
  expect(refused.map(({ at, message }) => `${at.file}:${at.line} ${message}`)).toEqual([
    "desk/more.ts:2 CacheCluster quick is not carried by this host: all its operations fail",
  ]);
});

test("a parameter with the name of a database is not the database", async () => {
  writeFileSync(join(root, "desk/api.ts"), `${API}export const same = (db: unknown) => ({ db });\n`);
  expect(await firstPath()).toBe("/ping");
});
