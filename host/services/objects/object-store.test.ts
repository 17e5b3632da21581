import { type ChildProcess, fork } from "node:child_process";
import { pbkdf2 } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { writeObjectFile } from "./object-file";
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
  test("has its bytes, size, type and version", async () => {
    const put = await store.put("papers", "a/b.txt", Buffer.from("hello"), text);
    expect(put).toEqual({
      size: 5,
      contentType: "text/plain",
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

  test("ends once its file is there to be removed, also when it fails before that", async () => {
    async function* gone(): AsyncGenerator<Buffer> {
      if (dir === "") yield Buffer.from("never");
      throw new Error("the client left");
    }
    // They keep all threads of file operations busy, so that the file comes late.
    const busy = Array.from({ length: 8 }, () => promisify(pbkdf2)("a", "b", 100_000, 64, "sha512"));
    const draft = join(dir, "draft");
    await expect(writeObjectFile(draft, gone(), "text/plain")).rejects.toThrow("the client left");
    expect(existsSync(draft)).toBe(true);
    await Promise.all(busy);
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

test("whatever its name, an object lies in its bucket and is listed in its place", async () => {
  const names = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom("a", "B", "/", "..", "/../", "é", "\0", "\\", "%2e") }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(names, async (all) => {
      for (const name of all) await store.put("papers", name, Buffer.from(name), text);
      const found: string[] = [];
      for await (const { name } of store.list("papers", "")) found.push(name);
      expect(found).toEqual(all.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      for (const name of all) expect(await read(name)).toBe(name);
      expect(await readdir(dir)).toEqual([".drafts", "papers"]);
      for (const name of all) expect(await store.remove("papers", name)).toBe(true);
      expect(await readdir(join(dir, "papers"))).toEqual([]);
    }),
    { numRuns: 30 },
  );
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

/** A process of its own that works on the same store. */
function startProcess(task: "create" | "overwrite", label = ""): ChildProcess {
  const [program, source] = ["./__tests__/store-process.mjs", "./object-store.ts"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const child = fork(program!, [source!, dir, task, label]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("of two processes that create the same objects exactly one succeeds for each", { timeout: 60_000 }, async () => {
  const children = ["left", "right"].map((side) => startProcess("create", side));
  await Promise.all(children.map((child) => once(child, "message")));
  const results = Promise.all(children.map(async (child) => (await once(child, "message"))[0] as boolean[]));
  for (const child of children) child.send("go");
  const [left, right] = await results;
  expect(left).toHaveLength(50);
  for (let i = 0; i < left!.length; i++) {
    expect([left![i], right![i]].filter(Boolean)).toEqual([true]);
    expect(await read(`race/${i}`)).toBe(left![i] ? "left" : "right");
  }
});

test(
  "a process that is killed in the middle of uploads leaves whole objects, and at least as new as it acknowledged",
  { timeout: 60_000 },
  async () => {
    const acknowledged = new Map<string, bigint>();
    for (let round = 0; round < 3; round++) {
      const child = startProcess("overwrite");
      let count = 0;
      await new Promise<void>((resolve) => {
        child.on("message", ({ name, version }: { name: string; version: string }) => {
          acknowledged.set(name, BigInt(version));
          if (++count === 20 + round) resolve();
        });
      });
      child.kill("SIGKILL");
      await once(child, "exit");
      for (const [name, version] of acknowledged) {
        const { facts, file } = (await store.open("papers", name))!;
        expect(BigInt(facts.version)).toBeGreaterThanOrEqual(version);
        const bytes = (await file.readFile()).subarray(0, facts.size);
        await file.close();
        expect([bytes.length, new Set(bytes).size]).toEqual([200_000, 1]);
      }
    }
    expect(acknowledged.size).toBe(5);
  },
);
