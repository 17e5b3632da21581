import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { takeDataDir } from "./data-dir";

const root = mkdtempSync(join(tmpdir(), "lobby-data-dir-"));
const main = join(root, "main.mjs");
let folders = 0;

const newDir = () => join(root, String(++folders));

/** A process that takes a folder when told so, as soon as its `go` is there, and answers how that went. */
beforeAll(() =>
  build({
    stdin: {
      contents: `
        import { existsSync } from "node:fs";
        import { DataDirInUse, takeDataDir } from "./data-dir";
        let release;
        process.on("message", ({ dir, go }) => {
          if (!dir) { release(); return process.send("released"); }
          while (!existsSync(go)) {}
          try {
            release = takeDataDir(dir, 4000);
            process.send("taken");
          } catch (error) {
            process.send(error instanceof DataDirInUse ? "in use by " + error.holder.pid : error.stack);
          }
        });`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: main,
  }),
);
afterAll(() => rmSync(root, { recursive: true }));

function start(): ChildProcess {
  const child = fork(main);
  onTestFinished(() => void child.kill());
  return child;
}

async function ask(child: ChildProcess, order: { dir?: string; go?: string }): Promise<unknown> {
  const answer = once(child, "message");
  child.send(order);
  return (await answer)[0] as unknown;
}

test("a folder is one process's until it releases it", async () => {
  const dir = newDir();
  const [holder, other] = [start(), start()];
  expect(await ask(holder, { dir, go: root })).toBe("taken");
  expect(await ask(other, { dir, go: root })).toBe(`in use by ${holder.pid}`);
  expect(() => takeDataDir(dir, 4000)).toThrow(`${dir} is in use by process ${holder.pid}, which serves on port 4000.`);
  expect(await ask(holder, {})).toBe("released");
  expect(await ask(other, { dir, go: root })).toBe("taken");
});

test("a release leaves the lock of a folder that was made anew to its new holder", async () => {
  const dir = newDir();
  const release = takeDataDir(dir, 4000);
  rmSync(dir, { recursive: true });
  const holder = start();
  expect(await ask(holder, { dir, go: root })).toBe("taken");
  release();
  expect(() => takeDataDir(dir, 4000)).toThrow(`in use by process ${holder.pid}`);
});

test("of several processes that find the lock of a killed one, exactly one takes the folder", async () => {
  const dirs = Array.from({ length: 150 }, newDir);
  const killed = start();
  for (const dir of dirs) await ask(killed, { dir, go: root });
  const ended = once(killed, "exit");
  killed.kill("SIGKILL");
  await ended;
  const children = [start(), start(), start()];
  for (const dir of dirs) {
    const go = `${dir}.go`;
    const answers = children.map((child) => ask(child, { dir, go }));
    writeFileSync(go, "");
    const taken = (await Promise.all(answers)).filter((answer) => !/^in use by \d+$/.test(String(answer)));
    expect(taken).toEqual(["taken"]);
  }
});
