import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchSources } from "./watch";

let root: string;
let seen: Set<string>;
let stop: () => void;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lobby-watch-"));
  mkdirSync(join(root, "desk"));
  writeFileSync(join(root, "desk/hi.ts"), "");
  seen = new Set();
  stop = watchSources(
    root,
    (paths) => paths.forEach((path) => seen.add(path)),
    (error) => expect.unreachable(error.message),
  );
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true });
});

const expectSeen = (path: string) => expect.poll(() => [...seen], { timeout: 10_000 }).toContain(path);

test("a change in a folder of the root is seen", async () => {
  appendFileSync(join(root, "desk/hi.ts"), "// more");
  await expectSeen("desk/hi.ts");
});

test("a new folder of the root is seen, and what changes in it", async () => {
  mkdirSync(join(root, "newsvc"));
  await expectSeen("newsvc");
  mkdirSync(join(root, "newsvc/api"));
  await expectSeen("newsvc/api");
  writeFileSync(join(root, "newsvc/hi.ts"), "");
  await expectSeen("newsvc/hi.ts");
});

test("a folder that is removed and made anew is seen", async () => {
  rmSync(join(root, "desk"), { recursive: true });
  await expectSeen("desk");
  seen.clear();
  mkdirSync(join(root, "desk"));
  await expectSeen("desk");
  writeFileSync(join(root, "desk/again.ts"), "");
  await expectSeen("desk/again.ts");
});

test("what is no source is not seen", async () => {
  for (const folder of [".git", "node_modules", "encore.gen"]) mkdirSync(join(root, folder));
  writeFileSync(join(root, "desk/hi.test.ts"), "");
  writeFileSync(join(root, "desk/last.ts"), "");
  await expectSeen("desk/last.ts");
  expect([...seen]).toEqual(["desk/last.ts"]);
});
