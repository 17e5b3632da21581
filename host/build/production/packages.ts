import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

interface Manifest {
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * Copies the named packages, as they are installed for `from`, with all that they need at run time, into `<output>/node_modules`;
 * returns their versions. Optional ones that are not installed here (those for other platforms) are left out.
 */
export function copyPackages(names: string[], from: string, output: string): Record<string, string> {
  const copied = new Set<string>();
  const copy = (name: string, user: string, isOptional: boolean): string | undefined => {
    const dir = findPackage(name, user);
    if (dir === undefined) {
      if (isOptional) return undefined;
      throw new Error(`${name}, which ${user} needs, is not installed.`);
    }
    const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as Manifest;
    if (copied.has(dir)) return manifest.version;
    copied.add(dir);
    copyFiles(dir, join(output, belowRoot(dir)));
    const needs = { ...manifest.peerDependencies, ...manifest.dependencies, ...manifest.optionalDependencies };
    for (const need of Object.keys(needs)) copy(need, dir, !(need in (manifest.dependencies ?? {})));
    return manifest.version;
  };
  return Object.fromEntries(names.map((name) => [name, copy(name, from, false) ?? ""]));
}

/** As Node looks for it: in the nearest node_modules, then further up. */
function findPackage(name: string, user: string): string | undefined {
  for (let dir = user; ; dir = dirname(dir)) {
    const found = join(dir, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dir === dirname(dir)) return undefined;
  }
}

/** From the first node_modules on, so that versions that stand below another package stay there. */
function belowRoot(dir: string): string {
  const parts = dir.split(sep);
  return parts.slice(parts.indexOf("node_modules")).join(sep);
}

/** Without the packages inside, which are copied when something needs them; links between the files stay links. */
function copyFiles(dir: string, to: string): void {
  const from = realpathSync(dir);
  mkdirSync(to, { recursive: true });
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === from || !path.slice(from.length).split(sep).includes("node_modules"),
  });
}
