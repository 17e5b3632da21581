import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { signingKey } from "./signing-key";

async function directory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "objects-key-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("who asks first makes the key, everybody gets the same, and only the owner may read it", async () => {
  const dir = await directory();
  const keys = await Promise.all(Array.from({ length: 10 }, () => signingKey(join(dir, "objects"))));
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
  expect(keys[0]).toHaveLength(32);
  expect(await readdir(join(dir, "objects"))).toEqual([".signing-key"]);
  const { mode } = await stat(join(dir, "objects/.signing-key"));
  // Windows has no such rights and shows the same for everybody.
  expect(mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
});

test.each(["", "ab", "this is not a key"])("a file that holds %j is no key that others could guess", async (text) => {
  const dir = await directory();
  await writeFile(join(dir, ".signing-key"), text);
  await expect(signingKey(dir)).rejects.toThrow("is not the key of these objects");
});
