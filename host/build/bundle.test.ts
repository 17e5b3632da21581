import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundle } from "./bundle";

const dayMs = 86_400_000;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lobby-bundle-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function bundleOf(source: string): Promise<string> {
  const entry = join(root, "entry.ts");
  writeFileSync(entry, source);
  return bundle(entry, join(root, "build"), "main.mjs", { format: "esm" });
}

/** As if the result had been used last so many days ago. */
function age(result: string, days: number): void {
  const at = new Date(Date.now() - days * dayMs);
  utimesSync(dirname(result), at, at);
}

async function bundleOthers(count: number, days: number): Promise<void> {
  for (let i = 0; i < count; i++) age(await bundleOf(`console.log("other", ${i})`), days);
}

test("the same source has the same result, and another source does not replace it", async () => {
  const first = await bundleOf("console.log(1)");
  expect(await bundleOf("console.log(2)")).not.toBe(first);
  expect(await bundleOf("console.log(1)")).toBe(first);
});

test("a result that was used within a day outlives any number of others", async () => {
  const running = await bundleOf("console.log(1)");
  age(running, 0.9);
  await bundleOthers(8, 0);
  expect(existsSync(running)).toBe(true);
});

test("using a result again counts", async () => {
  const running = await bundleOf("console.log(1)");
  age(running, 9);
  expect(await bundleOf("console.log(1)")).toBe(running);
  await bundleOthers(8, 2);
  expect(existsSync(running)).toBe(true);
});

test("of those unused for a day, the five used last are kept", async () => {
  const old = await bundleOf("console.log(1)");
  age(old, 9);
  await bundleOthers(4, 2);
  expect(existsSync(old)).toBe(true);
  await bundleOthers(5, 2);
  expect(existsSync(old)).toBe(false);
});
