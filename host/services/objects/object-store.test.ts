import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ListedObject, ObjectStore } from "./object-store";

const text = { contentType: "text/plain", onlyNew: false };
let dir: string;
let store: ObjectStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "objects-"));
  store = new ObjectStore(dir);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function read(name: string): Promise<string | null> {
  const object = await store.open("papers", name);
  if (object === null) return null;
  const bytes = await object.file.readFile();
  await object.file.close();
  return bytes.subarray(0, object.facts.size).toString();
}

async function names(prefix: string): Promise<string[]> {
  const found: ListedObject[] = [];
  for await (const each of store.list("papers", prefix)) found.push(each);
  return found.map(({ name }) => name);
}

describe("an object", () => {
  test("has its bytes, size, type, etag and version", async () => {
    const put = await store.put("papers", "a/b.txt", Buffer.from("hello"), text);
    expect(put).toEqual({
      size: 5,
      contentType: "text/plain",
      etag: expect.stringMatching(/^[0-9a-f]{32}$/),
      version: expect.stringMatching(/^\d{19}$/),
    });
    expect(await read("a/b.txt")).toBe("hello");
    expect(await store.facts("papers", "a/b.txt")).toEqual(put);
  });

  test("is replaced, and its reader goes on with what it opened", async () => {
    const first = await store.put("papers", "a", Buffer.from("one"), text);
    const open = await store.open("papers", "a");
    const second = await store.put("papers", "a", Buffer.from("three"), text);
    expect(second!.version).not.toBe(first!.version);
    expect(second!.etag).not.toBe(first!.etag);
    expect(await read("a")).toBe("three");
    expect((await open!.file.readFile()).subarray(0, 3).toString()).toBe("one");
    await open!.file.close();
  });

  test("may be empty, and may be called like the folder of another", async () => {
    for (const name of ["a", "a/b", "a/", "a//", "a/b/c"]) await store.put("papers", name, Buffer.alloc(0), text);
    expect(await names("")).toEqual(["a", "a/", "a//", "a/b", "a/b/c"]);
    expect((await store.facts("papers", "a//"))!.size).toBe(0);
  });

  test("that is missing is not there, nor in another bucket", async () => {
    await store.put("posters", "a", Buffer.from("x"), text);
    expect([await read("a"), await store.facts("papers", "a"), await store.remove("papers", "a")]).toEqual([
      null,
      null,
      false,
    ]);
  });

  test("leaves no folder behind when it is removed", async () => {
    await store.put("papers", "a/b/c", Buffer.from("x"), text);
    await store.put("papers", "a/d", Buffer.from("x"), text);
    expect(await store.remove("papers", "a/b/c")).toBe(true);
    expect(await names("")).toEqual(["a/d"]);
    expect(await store.remove("papers", "a/d")).toBe(true);
    expect(await readdir(join(dir, "papers"))).toEqual([]);
  });
});

describe("an upload that fails", () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from("half");
    throw new Error("the client left");
  }

  test("changes nothing and leaves nothing", async () => {
    await store.put("papers", "a", Buffer.from("whole"), text);
    await expect(store.put("papers", "a", broken(), text)).rejects.toThrow("the client left");
    expect(await read("a")).toBe("whole");
    expect(await readdir(join(dir, ".drafts"))).toEqual([]);
  });

  test("by the end of its process is cleared away a day later", async () => {
    await store.put("papers", "a", Buffer.from("x"), text);
    const [old, young] = [join(dir, ".drafts/old"), join(dir, ".drafts/young")];
    for (const draft of [old, young]) await writeFile(draft, "half");
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await store.tidy();
    expect(await readdir(join(dir, ".drafts"))).toEqual(["young"]);
    expect(await read("a")).toBe("x");
  });
});

test("a file that is no object's is an error, not an object", async () => {
  await store.put("papers", "a", Buffer.from("hello"), text);
  const file = join(dir, "papers/a.o");
  await writeFile(file, (await readFile(file)).subarray(1));
  await expect(store.open("papers", "a")).rejects.toThrow("damaged");
});

test("uploads and removals below the same folders do not hinder each other", async () => {
  const rounds = Array.from({ length: 8 }, async (_, worker) => {
    for (let i = 0; i < 25; i++) {
      await store.put("papers", `deep/er/${worker}`, Buffer.from("x"), text);
      await store.remove("papers", `deep/er/${worker}`);
    }
  });
  await Promise.all(rounds);
  expect(await names("")).toEqual([]);
});

test("of two processes that create the same objects exactly one succeeds for each", async () => {
  const objects = 50;
  const racer = fileURLToPath(new URL("./__tests__/race.mjs", import.meta.url));
  const source = fileURLToPath(new URL("./object-store.ts", import.meta.url));
  const children = ["left", "right"].map((side) => fork(racer, [source, dir, side, String(objects)]));
  await Promise.all(children.map((child) => once(child, "message")));
  const results = Promise.all(children.map(async (child) => (await once(child, "message"))[0] as boolean[]));
  for (const child of children) child.send("go");
  const [left, right] = await results;
  for (let i = 0; i < objects; i++) {
    expect([left![i], right![i]].filter(Boolean)).toEqual([true]);
    expect(await read(`race/${i}`)).toBe(left![i] ? "left" : "right");
  }
});
