import { errorAt, type Diagnostics } from "../diagnostics";
import type { Files } from "./files";
import type { Declaration, Module, Scope } from "./module";
import { parsed } from "./parsed";
import type { Resolver } from "./resolve";
import { isIntrinsic, UNIVERSE, UNIVERSE_FILE } from "./universe";

/** What a name stands for. */
export type Entity =
  | { kind: "declared"; declaration: Declaration }
  | { kind: "scope"; module: Module; scope: Scope; isNamespace: boolean }
  /** A type with a meaning of its own for Encore, such as Header of encore.dev/api. */
  | { kind: "intrinsic"; specifier: string; name: string };

/** The files of an application, parsed once each and on demand, and the names between them. */
export class Program {
  private readonly modules = new Map<string, Module>();
  private readonly universe = parsed(UNIVERSE_FILE, UNIVERSE);

  private readonly files: Files;
  private readonly resolver: Resolver;
  private readonly diagnostics: Diagnostics;

  constructor(files: Files, resolver: Resolver, diagnostics: Diagnostics) {
    this.files = files;
    this.resolver = resolver;
    this.diagnostics = diagnostics;
  }

  /** The module of a file that exists. */
  load(file: string): Module {
    const known = this.modules.get(file);
    if (known !== undefined) return known;
    const module = parsed(file, this.files.read(file) ?? "");
    this.modules.set(file, module);
    return module;
  }

  /** All modules that were needed so far. */
  loaded(): Module[] {
    return [...this.modules.values()];
  }

  isUniverse(declaration: Declaration): boolean {
    return declaration.module === this.universe;
  }

  resolve(from: Module, specifier: string): ReturnType<Resolver["resolve"]> {
    return this.resolver.resolve(from.file, specifier);
  }

  /**
   * What `name` means in a module; undefined when it is unknown. An import that leads nowhere is also reported. The names of a
   * namespace are not known inside of it: the genuine parser looks at the top level only.
   */
  lookup(module: Module, name: string): Entity | undefined {
    const { scope } = module;
    const found = this.inScope(scope, name);
    if (found !== undefined) return found;
    const imported = scope.imports.get(name);
    if (imported !== undefined) {
      const entity = this.exported(module, imported.specifier, imported.name);
      if (entity === undefined) this.diagnostics.add(notFound(imported));
      return entity;
    }
    const builtIn = this.universe.scope.declared.get(name);
    return builtIn === undefined ? undefined : { kind: "declared", declaration: builtIn };
  }

  /** What `name` means as an export of what `specifier` means in `module`. */
  exported(module: Module, specifier: string, name: string): Entity | undefined {
    if (isIntrinsic(specifier, name)) return { kind: "intrinsic", specifier, name };
    const target = this.resolve(module, specifier);
    if (target.kind !== "file") return undefined;
    const imported = this.load(target.path);
    return name === "*"
      ? { kind: "scope", module: imported, scope: imported.scope, isNamespace: false }
      : this.member(imported, imported.scope, name);
  }

  /** An exported name of a module or namespace. */
  member(module: Module, scope: Scope, name: string, seen = new Set<Scope>()): Entity | undefined {
    if (seen.has(scope)) return undefined;
    seen.add(scope);
    const found = scope.exports.get(name);
    if (found !== undefined) {
      if ("specifier" in found) return this.exported(module, found.specifier, found.name);
      if ("declaration" in found) return entityOf(found.declaration);
      const declared = this.inScope(scope, found.local);
      if (declared !== undefined) return declared;
      // The genuine parser looks for the name that was imported, not for the one it got here.
      const imported = [...scope.imports.values()].find(({ name: original }) => original === found.local);
      if (imported !== undefined) return this.exported(module, imported.specifier, imported.name);
    }
    for (const specifier of scope.stars) {
      const target = this.resolve(module, specifier);
      if (target.kind !== "file") continue;
      const next = this.load(target.path);
      const entity = this.member(next, next.scope, name, seen);
      if (entity !== undefined) return entity;
    }
    return undefined;
  }

  private inScope(scope: Scope, name: string): Entity | undefined {
    const declaration = scope.declared.get(name);
    return declaration === undefined ? undefined : entityOf(declaration);
  }
}

function entityOf(declaration: Declaration): Entity {
  const { module, inner } = declaration;
  return inner === undefined
    ? { kind: "declared", declaration }
    : { kind: "scope", module, scope: inner, isNamespace: true };
}

function notFound(imported: { specifier: string; name: string; node: Parameters<typeof errorAt>[0] }) {
  const what = imported.name === "default" ? "default export not found" : `object not found: ${imported.name}`;
  return errorAt(
    imported.node,
    `${what} in ${imported.specifier}`,
    "A type of an API must be exported by the module it is imported from.",
  );
}
