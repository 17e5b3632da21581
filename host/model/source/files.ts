import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export type EntryKind = "file" | "dir" | "none";

/** One question that was asked of the disk, and a digest of the answer. */
export type Observation = [question: "read" | "kind" | "list" | "list hidden", path: string, answer: string];

/**
 * The files of an application as seen during one reading. Every answer is kept: the reading is consistent, and the observations
 * say exactly what its result depends on.
 */
export class Files {
  private readonly texts = new Map<string, string | undefined>();
  private readonly kinds = new Map<string, EntryKind>();
  private readonly lists = new Map<string, { name: string; kind: EntryKind }[]>();
  private readonly hiddenLists = new Map<string, { name: string; kind: EntryKind }[]>();

  /** `path` is relative to the root, or absolute. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined {
    return remember(this.texts, path, () => {
      try {
        return readFileSync(this.absolute(path), "utf8");
      } catch {
        return undefined;
      }
    });
  }

  kind(path: string): EntryKind {
    return remember(this.kinds, path, () => {
      const stat = statSync(this.absolute(path), { throwIfNoEntry: false });
      if (stat === undefined) return "none";
      return stat.isDirectory() ? "dir" : "file";
    });
  }

  /** The entries of a directory by name, but special files and links, and hidden ones unless asked for. Empty without a directory. */
  list(path: string, { hidden = false } = {}): { name: string; kind: EntryKind }[] {
    return remember(hidden ? this.hiddenLists : this.lists, path, () => {
      try {
        return readdirSync(this.absolute(path), { withFileTypes: true })
          .filter((e) => (e.isFile() || e.isDirectory()) && (hidden || !e.name.startsWith(".")))
          .map((e) => ({ name: e.name, kind: e.isFile() ? ("file" as const) : ("dir" as const) }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch {
        return [];
      }
    });
  }

  observations(): Observation[] {
    return [
      ...[...this.texts].map(([p, v]): Observation => ["read", p, digest(v ?? null)]),
      ...[...this.kinds].map(([p, v]): Observation => ["kind", p, v]),
      ...[...this.lists].map(([p, v]): Observation => ["list", p, digest(v)]),
      ...[...this.hiddenLists].map(([p, v]): Observation => ["list hidden", p, digest(v)]),
    ];
  }

  /** Whether the disk would still give the same answer. */
  confirms([question, path, answer]: Observation): boolean {
    if (question === "kind") return this.kind(path) === answer;
    const hidden = question === "list hidden";
    return digest(question === "read" ? (this.read(path) ?? null) : this.list(path, { hidden })) === answer;
  }

  private absolute(path: string): string {
    return path.startsWith("/") ? path : join(this.root, path);
  }
}

function remember<V>(map: Map<string, V>, key: string, make: () => V): V {
  if (map.has(key)) return map.get(key) as V;
  const value = make();
  map.set(key, value);
  return value;
}

function digest(value: unknown): string {
  return createHash("sha1")
    .update(typeof value === "string" ? value : JSON.stringify(value))
    .digest("base64");
}
