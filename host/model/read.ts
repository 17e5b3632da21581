import type { ReadResult } from "./app";
import { keep, recall } from "./cache";
import { Files } from "./source/files";

/**
 * Reads the Encore application in the directory `root` (absolute). With `cacheDir`, an unchanged application is not read again
 * and the compiler is not even loaded. Errors in the source are in the result; only a broken disk throws.
 */
export async function readApp(root: string, { cacheDir }: { cacheDir?: string } = {}): Promise<ReadResult> {
  const known = cacheDir === undefined ? undefined : recall(cacheDir, root);
  if (known?.result !== undefined) return known.result;
  const { analyse } = await import("./analyse");
  const files = new Files(root);
  const acceptedSql = new Set(known?.acceptedSql);
  const result = await analyse(files, acceptedSql);
  if (cacheDir !== undefined) keep(cacheDir, root, files.observations(), { result, acceptedSql: [...acceptedSql] });
  return result;
}
