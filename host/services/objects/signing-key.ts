import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, keepEntries } from "./durable";

const KEY_BYTES = 32;

/**
 * The key that signs URLs of objects: made once for a directory of objects, and read by every process that shares it. URLs signed
 * before a restart stay good. Rejects when the file holds something else: with an empty key anybody could sign.
 */
export async function signingKey(dir: string): Promise<Buffer> {
  const path = join(dir, ".signing-key");
  for (;;) {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
      return null;
    });
    if (text !== null) return parsed(text, path);
    await create(dir, path);
  }
}

function parsed(text: string, path: string): Buffer {
  const key = Buffer.from(text, "hex");
  if (key.length === KEY_BYTES) return key;
  throw new Error(`${path} is not the key of these objects: restore it, or remove it (URLs signed with it end).`);
}

/** Of several processes one places its key; nobody sees it half written. */
async function create(dir: string, path: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(randomBytes(KEY_BYTES).toString("hex"));
    await file.sync();
    await link(draft, path);
    await keepEntries([dir]);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}
