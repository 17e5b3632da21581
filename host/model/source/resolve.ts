/** Import specifier → file, by the rules of Encore's parser: relative, then the paths of the root tsconfig, then node_modules. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Files } from "./files";
import { packageTarget } from "./package-exports";

export type Resolution =
  | { kind: "file"; path: string }
  /** Node's own modules, and the generated `~encore/*`: nothing to read. */
  | { kind: "known" }
  | { kind: "missing"; reason: string };

export interface PathAliases {
  baseUrl: string;
  paths: Record<string, string[]>;
}

/** Tried in this order behind a path; without an ending a .js file comes before all of them. */
const ADDED = [".ts", ".tsx", ".js", ".jsx", ".json", ".node", ".d.ts"];
const REPLACED: Record<string, string[]> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
/** A declaration beside a JavaScript file stands for it. */
const DECLARATIONS: Record<string, string> = { ".js": ".d.ts", ".mjs": ".d.mts", ".cjs": ".d.cts" };
/** What makes the target of a path of tsconfig.json exist. */
const ALIASED = [".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mts", ".d.mts", ".mjs", ".cts", ".d.cts", ".cjs", ""];
const ALIASED_JS: Record<string, string[]> = {
  ".js": [".ts", ".tsx", ".d.ts", ".js", ".jsx"],
  ".mjs": [".mts", ".d.mts", ".mjs"],
  ".cjs": [".cts", ".d.cts", ".cjs"],
};
const GENERATED = new Set(["~encore/clients", "~encore/auth"]);

export class Resolver {
  private readonly memo = new Map<string, Resolution>();

  private readonly files: Files;
  private readonly aliases: PathAliases;

  constructor(files: Files, aliases: PathAliases) {
    this.files = files;
    this.aliases = aliases;
  }

  /** What `specifier` means in the file `from`. */
  resolve(from: string, specifier: string): Resolution {
    const dir = posix.dirname(from);
    const key = `${dir}\0${specifier}`;
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const result = this.find(dir, specifier);
    this.memo.set(key, result);
    return result;
  }

  private find(dir: string, specifier: string): Resolution {
    if (GENERATED.has(specifier)) return { kind: "known" };
    const target = this.aliased(specifier);
    if (target !== undefined) return this.plain(this.aliases.baseUrl, target);
    const found = this.plain(dir, specifier);
    if (found.kind !== "file") return found;
    const extension = posix.extname(found.path);
    const declaration = found.path.slice(0, -extension.length) + DECLARATIONS[extension];
    return this.files.kind(declaration) === "file" ? { kind: "file", path: declaration } : found;
  }

  /** As Node would resolve it, but with TypeScript's endings. */
  private plain(dir: string, specifier: string): Resolution {
    if (specifier.startsWith("node:") || isBuiltin(specifier)) return { kind: "known" };
    const isPath = /^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..";
    try {
      const path = isPath
        ? this.fileOrFolder(specifier.startsWith("/") ? specifier : posix.join(dir, specifier))
        : this.packaged(dir, specifier);
      if (path !== undefined) return { kind: "file", path };
    } catch (error) {
      return { kind: "missing", reason: (error as Error).message };
    }
    return { kind: "missing", reason: isPath ? "index not found" : "failed to get the node_modules path" };
  }

  /** What the paths of tsconfig.json make of a specifier: the longest pattern first, and only to what exists. */
  private aliased(specifier: string): string | undefined {
    const headOf = (pattern: string): string => pattern.split("*")[0] ?? "";
    const entries = Object.entries(this.aliases.paths).sort(([a], [b]) => headOf(b).length - headOf(a).length);
    for (const [pattern, targets] of entries) {
      const [head = "", tail] = pattern.split("*");
      const fits =
        tail === undefined
          ? specifier === head
          : specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail);
      if (!fits) continue;
      const rest = specifier.slice(head.length, specifier.length - (tail?.length ?? 0));
      const found = targets
        .filter((t) => tail !== undefined || !t.includes("*"))
        .map((t) => t.replace("*", () => rest))
        .find((t) => this.exists(t));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private exists(target: string): boolean {
    const path = posix.join(this.aliases.baseUrl, target);
    return (ALIASED_JS[posix.extname(path)] ?? ALIASED).some((ending) => this.files.kind(path + ending) !== "none");
  }

  private packaged(dir: string, specifier: string): string | undefined {
    const parts = specifier.split("/");
    const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
    const subpath = ["."].concat(parts.slice(name.split("/").length)).join("/");
    for (const base of this.ancestors(dir)) {
      const folder = posix.join(base, "node_modules", name);
      const kind = this.files.kind(folder);
      if (kind === "none" && this.files.kind(posix.join(base, "node_modules")) === "none") continue;
      const path = this.inPackage(folder, subpath);
      if (path !== undefined) return path;
    }
    return undefined;
  }

  private inPackage(folder: string, subpath: string): string | undefined {
    const plain = posix.join(folder, subpath);
    try {
      const target = packageTarget(this.files.read(posix.join(folder, "package.json")), subpath);
      const path = target === undefined ? undefined : posix.join(folder, target);
      return path !== undefined && this.files.kind(path) !== "none" ? this.file(path) : this.fileOrFolder(plain);
    } catch {
      // A broken package.json: what stands there all the same counts, as far as it needs none.
      return this.file(plain);
    }
  }

  /** The folder, its parents up to the root of the application, then the parents of that. */
  private *ancestors(dir: string): Generator<string> {
    if (!dir.startsWith("/")) {
      for (let d = dir; d !== "." && d !== ""; d = posix.dirname(d)) yield d;
      yield ".";
    }
    for (let d = dir.startsWith("/") ? dir : posix.dirname(this.files.root); ; d = posix.dirname(d)) {
      yield d;
      if (d === "/") return;
    }
  }

  private fileOrFolder(path: string): string | undefined {
    return this.file(path.replace(/(?<=.)\/$/, "")) ?? this.folder(path);
  }

  private file(path: string): string | undefined {
    const extension = posix.extname(path);
    const stem = path.slice(0, path.length - extension.length);
    const added = path.endsWith("..") ? [] : ADDED.map((e) => path + e);
    const tries =
      extension === ""
        ? [`${path}.js`, path, ...added]
        : [path, ...added, ...(REPLACED[extension] ?? []).map((e) => stem + e)];
    return tries.find((t) => this.files.kind(t) === "file");
  }

  private folder(path: string): string | undefined {
    if (this.files.kind(path) !== "dir") return undefined;
    const manifest = posix.join(path, "package.json");
    const entry = entryOf(this.files.read(manifest), manifest);
    const target = entry === undefined ? undefined : posix.join(path, entry);
    return (target === undefined ? undefined : (this.file(target) ?? this.index(target))) ?? this.index(path);
  }

  private index(folder: string): string | undefined {
    return ADDED.map((e) => posix.join(folder, `index${e}`)).find((t) => this.files.kind(t) === "file");
  }
}

/** `module`, else `main`; throws when the manifest is no JSON. */
function entryOf(manifest: string | undefined, path: string): string | undefined {
  if (manifest === undefined) return undefined;
  try {
    const { module, main } = JSON.parse(manifest) as { module?: string; main?: string };
    return module ?? main;
  } catch {
    throw new Error(`failed to deserialize ${path}`);
  }
}
