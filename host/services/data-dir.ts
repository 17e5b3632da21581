import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** Takes the data directory for this process, making it when absent; what a killed process left is taken over. Returns the release. */
export function takeDataDir(dir: string, port: number): () => void {
  const lock = join(dir, "lock.json");
  const own: Holder = { pid: process.pid, port, command: processCommand(process.pid) ?? "" };
  mkdirSync(dir, { recursive: true });
  for (;;) {
    if (createWhole(lock, JSON.stringify(own))) return () => rmSync(lock, { force: true });
    const holder = readHolder(lock);
    if (holder && holder.pid !== process.pid && processCommand(holder.pid) === holder.command)
      throw new DataDirInUse(dir, holder);
    // Renamed first, so that of two processes that both find it stale only one removes it.
    try {
      renameSync(lock, `${lock}.${process.pid}`);
      rmSync(`${lock}.${process.pid}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
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

function readHolder(lock: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lock, "utf8")) as Holder;
  } catch {
    return null;
  }
}
