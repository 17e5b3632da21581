import { existsSync, mkdtempSync, rmdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Problem } from "../../problem";
import { dataDirHolder } from "../../services/data-dir";

/** What a fresh installation and some weeks of its log need. */
const wantedFreeBytes = 1_000_000_000;

/** Not writable, in use by another process, or without room. */
export function dataDirProblems(dataDir: string): Problem[] {
  const holder = dataDirHolder(dataDir);
  if (holder)
    return [
      {
        cause: `Lobby is running already: process ${holder.pid} uses ${dataDir} and serves on port ${holder.port}.`,
        remedy: `Stop it (kill ${holder.pid}), or give this one its own LOBBY_DATA_DIR and PORT.`,
      },
    ];
  return roomProblems(dataDir, "LOBBY_DATA_DIR");
}

/** A directory, which need not be there yet, cannot be written, or has no room. `setting` names it. */
export function roomProblems(dir: string, setting: string): Problem[] {
  const elsewhere = `choose another: ${setting}=<directory>`;
  let existing = dir;
  while (!existsSync(existing)) existing = dirname(existing);
  const full = diskProblem(existing, elsewhere);
  if (full) return [full];
  try {
    rmdirSync(mkdtempSync(join(existing, ".lobby-doctor-")));
    return [];
  } catch (error) {
    return [
      {
        cause: `${dir} cannot be written: ${(error as Error).message}.`,
        remedy: `Give this account the right to write ${existing}, or ${elsewhere}`,
      },
    ];
  }
}

/** The file system of an existing directory is full or nearly so. */
function diskProblem(dir: string, elsewhere: string): Problem | null {
  const { blocks, bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  // Without blocks it is no disk, such as /proc.
  if (blocks === 0 || free >= wantedFreeBytes) return null;
  const room = free === 0 ? "full" : `nearly full (${Math.round(free / 1e6)} MB are free)`;
  return {
    cause: `The disk of ${dir} is ${room}.`,
    remedy: `Make room there (${wantedFreeBytes / 1e9} GB at least), or ${elsewhere}`,
  };
}
