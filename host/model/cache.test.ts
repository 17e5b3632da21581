import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keep, type Kept, recall } from "./cache";

const kept: Kept = { result: { ok: false, diagnostics: [] }, acceptedSql: ["x"] };

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "lobby-cache-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

test("what is kept is recalled", () => {
  const root = newRoot();
  keep(join(root, "model"), root, [], kept);
  expect(recall(join(root, "model"), root)).toEqual(kept);
});

test("a folder that cannot be written is no failure: nothing is recalled", () => {
  const root = newRoot();
  writeFileSync(join(root, "model"), "in the way");
  keep(join(root, "model"), root, [], kept);
  expect(recall(join(root, "model"), root)).toEqual({});
});

test("when a file has changed the result goes, what is known of its SQL stays", () => {
  const root = newRoot();
  keep(join(root, "model"), root, [["kind", "a.ts", "file"]], kept);
  expect(recall(join(root, "model"), root)).toEqual({ acceptedSql: ["x"] });
});
