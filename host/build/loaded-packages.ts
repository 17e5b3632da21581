import { realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, sep } from "node:path";
import { build } from "esbuild";

/**
 * The npm modules that a bundled application loads before its own first line, in that order: all but those of encore.dev, whose
 * loading is the beginning of the application, and those of packages that are linked to, which may change like source.
 */
export async function loadedPackages(root: string, main: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [main],
    absWorkingDir: root,
    outfile: "unwritten.mjs",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const names = imports
    .filter(({ kind, external, path }) => external && kind === "import-statement" && !isBuiltin(path))
    .map(({ path }) => path);
  return [...new Set(names)].filter((name) => packageOf(name) !== "encore.dev" && isInstalled(root, packageOf(name)));
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isInstalled(root: string, name: string): boolean {
  try {
    return realpathSync(join(root, "node_modules", name)).includes(`${sep}node_modules${sep}`);
  } catch {
    return false;
  }
}
