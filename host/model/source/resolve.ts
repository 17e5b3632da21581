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

const ADDED = [".ts", ".tsx", ".js", ".jsx", ".json", ".node"];
const REPLACED: Record<string, string[]> = { ".js": [".ts", ".tsx"], ".mjs": [".mts"], ".cjs": [".cts"] };
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
    if (GENERATED.has(specifier) || isBuiltin(specifier)) return { kind: "known" };
    if (/^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..") {
      const path = this.fileOrFolder(specifier.startsWith("/") ? specifier : posix.join(dir, specifier));
      return path === undefined ? { kind: "missing", reason: "index not found" } : { kind: "file", path };
    }
    const path = this.aliased(specifier) ?? this.packaged(dir, specifier);
    return path === undefined
      ? { kind: "missing", reason: "failed to get the node_modules path" }
      : { kind: "file", path };
  }

  private aliased(specifier: string): string | undefined {
    for (const [pattern, targets] of Object.entries(this.aliases.paths)) {
      const [head = "", tail] = pattern.split("*");
      const fits = tail === undefined ? specifier === head : specifier.startsWith(head) && specifier.endsWith(tail);
      if (!fits) continue;
      const rest = specifier.slice(head.length, specifier.length - (tail?.length ?? 0));
      for (const target of targets) {
        const path = this.fileOrFolder(
          posix.join(
            this.aliases.baseUrl,
            target.replace("*", () => rest),
          ),
        );
        if (path !== undefined) return path;
      }
    }
    return undefined;
  }

  private packaged(dir: string, specifier: string): string | undefined {
    const parts = specifier.split("/");
    const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
    const subpath = ["."].concat(parts.slice(name.split("/").length)).join("/");
    for (const base of this.ancestors(dir)) {
      const folder = posix.join(base, "node_modules", name);
      if (this.files.kind(folder) !== "dir") continue;
      const target = packageTarget(this.files.read(posix.join(folder, "package.json")), subpath);
      const path = this.fileOrFolder(posix.join(folder, target));
      if (path !== undefined) return path;
    }
    return undefined;
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
    return this.file(path) ?? this.folder(path);
  }

  private file(path: string): string | undefined {
    const extension = posix.extname(path);
    const stem = path.slice(0, path.length - extension.length);
    if (extension === ".js" && this.files.kind(`${stem}.d.ts`) === "file") return `${stem}.d.ts`;
    const tries = [path, ...(REPLACED[extension] ?? []).map((e) => stem + e), ...ADDED.map((e) => path + e)];
    const found = tries.find((t) => this.files.kind(t) === "file");
    return found !== path && found?.endsWith(".js") === true && this.files.kind(`${found.slice(0, -3)}.d.ts`) === "file"
      ? `${found.slice(0, -3)}.d.ts`
      : found;
  }

  private folder(path: string): string | undefined {
    if (this.files.kind(path) !== "dir") return undefined;
    const manifest = JSON.parse(this.files.read(posix.join(path, "package.json")) ?? "{}") as {
      module?: string;
      main?: string;
    };
    for (const entry of [manifest.module, manifest.main]) {
      const found =
        entry === undefined
          ? undefined
          : (this.file(posix.join(path, entry)) ?? this.file(posix.join(path, entry, "index")));
      if (found !== undefined) return found;
    }
    return this.file(posix.join(path, "index"));
  }
}
