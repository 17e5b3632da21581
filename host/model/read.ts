import type { ReadResult } from "./app";
import { analyse } from "./analyse";
import { Files } from "./source/files";

/** Reads the application in the directory `root` (absolute). */
export async function readApp(root: string, _options: { cacheDir?: string } = {}): Promise<ReadResult> {
  return analyse(new Files(root));
}
