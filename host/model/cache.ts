/** The result of the last reading, kept with everything it depended on. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadResult } from "./app";
import { Files, type Observation } from "./source/files";

/** What a reading leaves for the next one. */
export interface Kept {
  result: ReadResult;
  /** Digests of SQL that need not be parsed again. */
  acceptedSql: string[];
}

interface Entry extends Kept {
  /** Of the program that wrote it: another build of the host may read the same source differently. */
  reader: string;
  observations: Observation[];
}

/** What is kept; without the result when a file, folder or missing file that it depended on has changed. */
export function recall(cacheDir: string, root: string): Partial<Kept> {
  let entry: Entry;
  try {
    entry = JSON.parse(readFileSync(fileFor(cacheDir, root), "utf8")) as Entry;
  } catch {
    return {};
  }
  if (entry.reader !== readerStamp()) return {};
  const { observations, result, acceptedSql } = entry;
  const files = new Files(root);
  return observations.every((o) => files.confirms(o)) ? { result, acceptedSql } : { acceptedSql };
}

/** Keeps a result for the next reading, if the folder can be written: without it, the next reading only takes longer. */
export function keep(cacheDir: string, root: string, observations: Observation[], kept: Kept): void {
  const entry: Entry = { reader: readerStamp(), observations, ...kept };
  const path = fileFor(cacheDir, root);
  try {
    mkdirSync(cacheDir, { recursive: true });
    // Written aside and moved: a reader never sees half a file.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(entry));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    return;
  }
}

function fileFor(cacheDir: string, root: string): string {
  return join(cacheDir, `model-${createHash("sha1").update(root).digest("hex").slice(0, 12)}.json`);
}

/** Changes with the bundle that this code runs from. */
function readerStamp(): string {
  const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url));
  return `${import.meta.url} ${size} ${mtimeMs}`;
}
