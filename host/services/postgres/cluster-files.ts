import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { PostgresBinaries } from "./binaries";
import type { ServerUser } from "./server-user";

/** The folder of one cluster: PostgreSQL's own files, its log, and what we must remember about it. */
export interface ClusterFiles {
  dir: string;
  /** PGDATA. */
  data: string;
  log: string;
  /** Port and password of the administrator, readable by the owner only. */
  settings: string;
}

export interface ClusterSettings {
  port: number;
  password: string;
}

export function clusterFiles(dir: string): ClusterFiles {
  return { dir, data: join(dir, "data"), log: join(dir, "server.log"), settings: join(dir, "cluster.json") };
}

/** Makes the cluster on first use (an interrupted attempt is thrown away) and returns its settings, with a port that is free now. */
export async function prepareCluster(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  user: ServerUser,
  durable: boolean,
): Promise<ClusterSettings> {
  mkdirSync(files.dir, { recursive: true });
  dropAttempts(files);
  let settings = readSettings(files);
  if (!existsSync(files.data) || !settings) {
    settings = { port: 0, password: randomBytes(24).toString("base64url") };
    await initialise(files, binaries, user, settings.password, durable);
  }
  if (await isFree(settings.port)) return settings;
  settings = { ...settings, port: await freePort() };
  writeSettings(files, settings);
  return settings;
}

/** The administrator's URL of a cluster (a superuser, database postgres). */
export function adminUrl({ port, password }: ClusterSettings): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** What is remembered of a cluster; null when it has never been started. */
export function readSettings(files: ClusterFiles): ClusterSettings | null {
  if (!existsSync(files.settings)) return null;
  return JSON.parse(readFileSync(files.settings, "utf8")) as ClusterSettings;
}

/** Whole or not at all, whatever happens to the machine. The owner of the folder can read it, also when root was the one to start. */
function writeSettings(files: ClusterFiles, settings: ClusterSettings): void {
  const draft = `${files.settings}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(settings), { mode: 0o600, flush: true });
  const { uid, gid } = statSync(files.dir);
  if (process.getuid?.() === 0) chownSync(draft, uid, gid);
  renameSync(draft, files.settings);
}

const attemptPrefix = "attempt-";

/** Removes what attempts to make the cluster have left. One of a killed process may still be writing: it fails for want of its folder. */
function dropAttempts({ dir }: ClusterFiles): void {
  for (const name of readdirSync(dir)) if (name.startsWith(attemptPrefix)) dropAttempt(join(dir, name));
}

function dropAttempt(attempt: string): void {
  try {
    rmSync(attempt, { recursive: true, force: true });
  } catch {
    // Written to meanwhile, or another account's: nothing uses it, and the next start tries again.
  }
}

async function initialise(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  user: ServerUser,
  password: string,
  durable: boolean,
): Promise<void> {
  if (existsSync(files.data)) {
    throw new Error(
      `${files.data} exists, but ${files.settings} with its password is missing. Restore that file, or move ${files.dir} away to start empty.`,
    );
  }
  // A folder of its own: initdb goes on when we are killed, and must not meet the next attempt.
  const attempt = mkdtempSync(join(files.dir, attemptPrefix));
  const [fresh, passwordFile] = [join(attempt, "data"), join(attempt, "password")];
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.ids) for (const path of [attempt, fresh, passwordFile]) chownSync(path, user.ids.uid, user.ids.gid);
  try {
    await runProgram(user, binaries.initdb, [
      `--pgdata=${fresh}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      // Sorting by the server's own tables: the same on every machine, and safe across upgrades of the system.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ]);
    writeSettings(files, { port: 0, password });
    renameSync(fresh, files.data);
  } finally {
    dropAttempt(attempt);
  }
}

async function runProgram(user: ServerUser, program: string, args: string[]): Promise<void> {
  const [command = program, ...rest] = [...user.prefix, program, ...args];
  const child = spawn(command, rest, {
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
    ...(user.prefix.length ? {} : user.ids),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${program} failed (exit code ${code}):\n${output.trim()}`);
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return listenOnce(0) as Promise<number>;
}

async function isFree(port: number): Promise<boolean> {
  return port !== 0 && (await listenOnce(port)) === port;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : null));
    });
  });
}
