import { open } from "node:fs/promises";

/** Brings to disk which files the folders hold; a crash cannot take back what was placed in them or removed from them. */
export async function keepEntries(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    try {
      const handle = await open(folder, "r");
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      // Another process may have removed an empty folder; Windows neither can nor need do it.
      if (!["ENOENT", "EISDIR", "EPERM", "EACCES", "EINVAL"].includes(codeOf(error) ?? "")) throw error;
    }
  }
}

/** The code of an error of the file system. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
