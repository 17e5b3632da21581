import { randomUUID } from "node:crypto";
import { type FileHandle, link, mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, keepEntries } from "./durable";
import { type Content, type ObjectFacts, readFacts, writeObjectFile } from "./object-file";
import { entriesOf, objectName, objectPath, prefixPath } from "./object-path";

/** An object that is open for reading: replacing or removing it meanwhile changes nothing for the reader, who closes it. */
export interface OpenObject {
  facts: ObjectFacts;
  /** Its bytes are the first `facts.size` of the file. */
  file: FileHandle;
}

export interface ListedObject {
  name: string;
  facts: ObjectFacts;
}

/** How many objects of a listing are looked at together. */
const READ_AHEAD = 16;
/** How often folders may vanish under an upload, because others remove the last object in them, before it is given up. */
const MAX_ATTEMPTS = 100;
/** What uploads of killed processes left is removed when it is older. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Buckets as folders of one directory, which any number of processes may share. An object appears, is replaced and vanishes as a
 * whole, and what was acknowledged outlives a crash.
 */
export class ObjectStore {
  readonly dir: string;
  readonly #drafts: string;

  constructor(dir: string) {
    this.dir = dir;
    this.#drafts = join(dir, ".drafts");
  }

  /** Stores the content under the name. Null, and nothing is changed, when `onlyNew` and the object exists. */
  async put(
    bucket: string,
    name: string,
    content: Content,
    { contentType, onlyNew }: { contentType: string; onlyNew: boolean },
  ): Promise<ObjectFacts | null> {
    await mkdir(this.#drafts, { recursive: true });
    const draft = join(this.#drafts, randomUUID());
    try {
      const facts = await writeObjectFile(draft, content, contentType);
      return (await this.#place(draft, this.#fileOf(bucket, name), onlyNew)) ? facts : null;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Null when there is no such object. */
  async open(bucket: string, name: string): Promise<OpenObject | null> {
    const file = await open(this.#fileOf(bucket, name), "r").catch(absent);
    if (file === null) return null;
    try {
      return { facts: await readFacts(file), file };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Null when there is no such object. */
  async facts(bucket: string, name: string): Promise<ObjectFacts | null> {
    const object = await this.open(bucket, name);
    await object?.file.close();
    return object?.facts ?? null;
  }

  /** False when there is no such object. */
  async remove(bucket: string, name: string): Promise<boolean> {
    const path = this.#fileOf(bucket, name);
    const isGone = await unlink(path).then(() => true, absent);
    if (isGone === null) return false;
    await keepEntries([dirname(path)]);
    for (let folder = dirname(path); folder !== this.#bucketDir(bucket); folder = dirname(folder)) {
      const isEmpty = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!isEmpty) break;
    }
    return true;
  }

  /** The objects with the prefix, in the order of the bytes of their names. Holds the file names of one path of folders at a time. */
  async *list(bucket: string, prefix: string): AsyncGenerator<ListedObject> {
    const { folders, begin } = prefixPath(prefix);
    yield* this.#below(bucket, folders, begin);
  }

  /** Removes what killed processes left behind. */
  async tidy(now = Date.now()): Promise<void> {
    for (const draft of (await readdir(this.#drafts).catch(absent)) ?? []) {
      const path = join(this.#drafts, draft);
      const found = await stat(path).catch(absent);
      if (found !== null && now - found.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
    }
  }

  async *#below(bucket: string, folders: string[], begin: string): AsyncGenerator<ListedObject> {
    const files = (await readdir(join(this.#bucketDir(bucket), ...folders)).catch(absent)) ?? [];
    const entries = entriesOf(files, begin).map(({ kind, entry }) => ({ kind, path: [...folders, entry] }));
    for (let i = 0; i < entries.length; i += READ_AHEAD) {
      const next = entries.slice(i, i + READ_AHEAD).map(async ({ kind, path }) => {
        if (kind === "folder") return path;
        const name = objectName(path);
        const facts = await this.facts(bucket, name);
        return facts && { name, facts };
      });
      for (const each of await Promise.all(next)) {
        if (Array.isArray(each)) yield* this.#below(bucket, each, "");
        else if (each !== null) yield each;
      }
    }
  }

  /** Of several processes that place a new object one wins, since a link to an existing name fails. */
  async #place(draft: string, path: string, onlyNew: boolean): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        const made = await mkdir(dirname(path), { recursive: true });
        if (onlyNew) await link(draft, path);
        else await rename(draft, path);
        await keepEntries(foldersBetween(dirname(path), made === undefined ? undefined : dirname(made)));
        return true;
      } catch (error) {
        if (onlyNew && codeOf(error) === "EEXIST") return false;
        if (codeOf(error) !== "ENOENT" || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  #bucketDir(bucket: string): string {
    return join(this.dir, bucket);
  }

  #fileOf(bucket: string, name: string): string {
    return join(this.#bucketDir(bucket), ...objectPath(name));
  }
}

/** `from` and the folders above it, up to `to`; `from` alone without `to`. */
function foldersBetween(from: string, to: string | undefined): string[] {
  const folders = [from];
  while (to !== undefined && folders.at(-1) !== to) folders.push(dirname(folders.at(-1)!));
  return folders;
}

function absent(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}
