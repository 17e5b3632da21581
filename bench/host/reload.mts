import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../lib/lobby.mjs";
import { atMost, type Finding, spread } from "./figures.mjs";

const PATIENCE_MS = 30_000;

/** The endpoint that is edited. */
const source = (version: number): string => `import { api } from "encore.dev/api";

export const version = api(
  { method: "GET", path: "/bench/version", expose: true },
  async (): Promise<{ text: string }> => ({ text: "version ${version}" }),
);
`;

/** Seconds from each save of `file` until its new text is served by `lobby dev` on both cores. */
async function reloads(args: string[], cwd: string, file: string, count: number): Promise<number[]> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), "lobby-bench-"));
  writeFileSync(file, source(0));
  const child = spawn(
    "taskset",
    ["-c", "0,1", process.execPath, "bin/lobby.mjs", "dev", ...args, "--port", String(port), "--data", dataDir],
    { cwd, env: { ...process.env, LOBBY_LOG_LEVEL: "error" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (part: string) => void (part.includes("ready on") && resolve()));
  });
  const serves = async (version: number): Promise<void> => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      const answer = await fetch(`http://127.0.0.1:${port}/bench/version`).catch(() => null);
      if ((await answer?.text().catch(() => ""))?.includes(`version ${version}"`)) return;
      await new Promise((again) => setTimeout(again, 5));
    }
    throw new Error(`version ${version} was not served within ${PATIENCE_MS / 1000} s`);
  };
  try {
    await Promise.race([ready, ended]);
    await serves(0);
    const seconds: number[] = [];
    for (let version = 1; version <= count; version++) {
      // What a start leaves to be done later has time.
      await new Promise((done) => setTimeout(done, 1500));
      const began = performance.now();
      writeFileSync(file, source(version));
      await serves(version);
      seconds.push((performance.now() - began) / 1000);
    }
    return seconds;
  } finally {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** From a saved file to serving again: the small application of this suite, and a clone of Lobby itself. */
export async function measureReload(appDir: string, count: number): Promise<Finding> {
  const clone = mkdtempSync(path.join(tmpdir(), "lobby-reload-"));
  try {
    const small = await reloads(["--app", appDir], ".", path.join(appDir, "version.ts"), count);
    execFileSync("git", ["clone", "--quiet", process.cwd(), clone]);
    symlinkSync(path.resolve("node_modules"), path.join(clone, "node_modules"));
    const lobby = await reloads([], clone, path.join(clone, "finance/api/bench-version.ts"), count);
    return {
      title: "Reload after a saved file",
      lines: [
        `\`lobby dev\`, ${count} saves each, both cores; seconds until the new text is served, median (least to most).`,
        "",
        "| application | seconds |",
        "|---|---|",
        `| small | ${spread(small, 2)} |`,
        `| Lobby | ${spread(lobby, 2)} |`,
      ],
      verdicts: [atMost(0.7, "seconds, small application", small), atMost(0.7, "seconds, Lobby", lobby)],
    };
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}
