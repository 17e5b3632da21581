/** Lobby's own source obeys the rules that the genuine parser checks: what starts here starts on Encore. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readApp } from "../host/model/read";
import { Files } from "../host/model/source/files";
import { walk } from "../host/model/source/walk";

const root = fileURLToPath(new URL("..", import.meta.url));

test("no complaint about any file", { timeout: 120_000 }, async () => {
  const result = await readApp(root);
  expect(result.ok ? [] : result.diagnostics).toEqual([]);
});

/** By the rule of Encore's walk, counted apart from ours. */
function typescriptFiles(dir: string): string[] {
  return readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(dir, entry.name);
    if (entry.name.startsWith(".") || ["node_modules", "encore.gen", "__tests__"].includes(entry.name)) return [];
    if (/\.(test|spec)\.[tj]s$/.test(entry.name)) return [];
    if (entry.isDirectory()) return typescriptFiles(name);
    return entry.isFile() && entry.name.endsWith(".ts") ? [name] : [];
  });
}

test("every file that Encore would load is read", () => {
  const files = typescriptFiles("");
  expect(files.length).toBeGreaterThan(300);
  expect(walk(new Files(root)).toSorted()).toEqual(files.toSorted());
});
