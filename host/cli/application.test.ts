import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkApplication } from "./application";

const root = mkdtempSync(join(tmpdir(), "lobby-application-"));
afterAll(() => rmSync(root, { recursive: true }));

test("what is no Encore application, or has not the release of encore.dev that the host knows, is refused with the remedy", () => {
  expect(() => checkApplication(root)).toThrow(/no encore\.app/);
  writeFileSync(join(root, "encore.app"), "{}");
  expect(() => checkApplication(root)).toThrow(/not installed.*npm install/);
  mkdirSync(join(root, "node_modules/encore.dev"), { recursive: true });
  const version = (text: string) =>
    writeFileSync(join(root, "node_modules/encore.dev/package.json"), JSON.stringify({ version: text }));
  version("1.57.0");
  expect(() => checkApplication(root)).toThrow(/1\.57\.0.*encore\.dev@1\.58\.6/);
  version("1.58.6");
  checkApplication(root);
});
