import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { processCommand } from "../../services/process-info";
import { dataDirProblems } from "./data-dir";

const root = mkdtempSync(join(tmpdir(), "lobby-doctor-"));
afterAll(() => rmSync(root, { recursive: true }));

test("a directory that is not there yet is fine, and is not made", () => {
  expect(dataDirProblems(join(root, "new/data"))).toEqual([]);
  expect(readdirSync(root)).toEqual([]);
});

test("a directory that another process uses is named with that process and its port", async () => {
  const dir = join(root, "used");
  mkdirSync(dir);
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void child.kill());
  const command = await vi.waitUntil(() => processCommand(child.pid ?? 0));
  writeFileSync(join(dir, "lock.1.json"), JSON.stringify({ pid: child.pid, port: 4321, command }));
  expect(dataDirProblems(dir)).toEqual([
    {
      cause: `Lobby is running already: process ${child.pid} uses ${dir} and serves on port 4321.`,
      remedy: expect.stringContaining("LOBBY_DATA_DIR") as string,
    },
  ]);
});

test.runIf(process.platform === "linux")("where nothing can be written, it is said, also on /proc", () => {
  expect(dataDirProblems("/proc/nope")).toEqual([
    {
      cause: expect.stringMatching(/^\/proc\/nope cannot be written: ENOENT/) as string,
      remedy: expect.stringContaining("LOBBY_DATA_DIR") as string,
    },
  ]);
});

/** A file system of its own, where this account may mount one. */
const mayMount = process.platform === "linux" && spawnSync("unshare", ["-m", "true"]).status === 0;

describe.runIf(mayMount)("a disk", () => {
  const mounted = (size: string): string => {
    const dir = mkdtempSync(join(root, "disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "none", dir]);
    onTestFinished(() => void execFileSync("umount", [dir]));
    return dir;
  };

  test("that is nearly full is named with what is left", () => {
    const dir = mounted("50m");
    expect(dataDirProblems(join(dir, "data"))).toEqual([
      {
        cause: expect.stringMatching(/^The disk of .* is nearly full \(\d+ MB are free\)\.$/) as string,
        remedy: expect.stringContaining("Make room there (1 GB at least)") as string,
      },
    ]);
  });

  test("that is full is named", () => {
    const dir = mounted("1m");
    const fill = () => {
      for (let i = 0; ; i++) writeFileSync(join(dir, String(i)), Buffer.alloc(65_536));
    };
    expect(fill).toThrow("ENOSPC");
    expect(dataDirProblems(dir)).toMatchObject([{ cause: expect.stringMatching(/is full\.$/) as string }]);
  });
});
