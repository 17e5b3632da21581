import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { processCommand } from "./process-info";

/** Who uses a data directory. */
export interface Holder {
  pid: number;
  /** Port that it serves on. */
  port: number;
  /** Its command line, to tell it from a later process that got the same number. */
  command: string;
}

/** Another process has the data directory. */
export class DataDirInUse extends Error {
  override name = "DataDirInUse";
  readonly holder: Holder;
  constructor(dir: string, holder: Holder) {
    super(`${dir} is in use by process ${holder.pid}, which serves on port ${holder.port}.`);
    this.holder = holder;
  }
}

/**
 * Takes the data directory for this process, making it when absent; what a killed process left is taken over. Returns the release.
 *
 * Locks are numbered, and the one with the highest number counts. It is taken over by making the next one, which only one process
 * can, and it is never removed, not even by its release, which empties it: who comes late with the number of a lock that was
 * removed meanwhile sees a higher one, and withdraws.
 */
export function takeDataDir(dir: string, port: number): () => void {
  const own: Holder = { pid: process.pid, port, command: processCommand(process.pid) ?? "" };
  const text = JSON.stringify(own);
  makeDir(dir);
  for (;;) {
    const newest = Math.max(0, ...lockNumbers(dir));
    const holder = readHolder(lockFile(dir, newest));
    if (isOther(holder)) throw new DataDirInUse(dir, holder);
    const number = newest + 1;
    const lock = lockFile(dir, number);
    if (!createWhole(lock, text)) continue;
    const others = lockNumbers(dir).filter((other) => other !== number);
    if (others.some((other) => other > number)) {
      rmSync(lock, { force: true });
      continue;
    }
    for (const other of others) rmSync(lockFile(dir, other), { force: true });
    // The folder may have been removed since, and be another process's by now.
    return () => void (readText(lock) === text && truncateSync(lock));
  }
}

/** The other process that has the data directory; null when nobody has it, or it is not there. */
export function dataDirHolder(dir: string): Holder | null {
  if (!existsSync(dir)) return null;
  const holder = readHolder(lockFile(dir, Math.max(0, ...lockNumbers(dir))));
  return isOther(holder) ? holder : null;
}

function isOther(holder: Holder | null): holder is Holder {
  return holder !== null && holder.pid !== process.pid && processCommand(holder.pid) === holder.command;
}

export function isEmptyDir(dir: string): boolean {
  return readdirSync(dir).length === 0;
}

/** Step by step: on some file systems (/proc) Node's own recursion never ends. */
function makeDir(dir: string): void {
  if (existsSync(dir)) return;
  makeDir(dirname(dir));
  try {
    mkdirSync(dir);
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function lockFile(dir: string, number: number): string {
  return join(dir, `lock.${number}.json`);
}

function lockNumbers(dir: string): number[] {
  return readdirSync(dir).flatMap((name) => /^lock\.(\d+)\.json$/.exec(name)?.slice(1).map(Number) ?? []);
}

/** Nobody may see the file half written; false when it is there already. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft);
  }
}

/** Null when nobody has it: it is not there, was released, or a crash of the machine has spoilt it. */
function readHolder(lock: string): Holder | null {
  const text = readText(lock);
  try {
    return text === null ? null : (JSON.parse(text) as Holder);
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return null;
  }
}
