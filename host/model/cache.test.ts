import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keep, recall } from "./cache";

const result = { ok: false, diagnostics: [] } as const;

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "lobby-cache-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

test("what is kept is recalled", () => {
  const root = newRoot();
  keep(join(root, "model"), root, [], { ...result, diagnostics: [] });
  expect(recall(join(root, "model"), root)).toEqual(result);
});

test("a folder that cannot be written is no failure: nothing is recalled", () => {
  const root = newRoot();
  writeFileSync(join(root, "model"), "in the way");
  keep(join(root, "model"), root, [], { ...result, diagnostics: [] });
  expect(recall(join(root, "model"), root)).toBeUndefined();
});
