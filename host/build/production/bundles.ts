import { isBuiltin } from "node:module";
import { join } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";
import { applicationOptions } from "../application";
import { nativeOptions } from "../native";
import { cliDir, mainFile, nativeFile } from "./layout";

/** Packages that others try to load and do without. */
const optional = ["pg-native", "bufferutil", "utf-8-validate", "pg-cloudflare"];

const shared: BuildOptions = {
  bundle: true,
  platform: "node",
  sourcemap: "linked",
  sourcesContent: false,
  minifySyntax: true,
  logLevel: "silent",
  metafile: true,
};

/** Bundles the application, its packages outside; returns the packages that it imports. */
export async function bundleMain(root: string, output: string): Promise<string[]> {
  const { entry, options } = applicationOptions(root);
  const { metafile } = await build({
    ...shared,
    ...options,
    packages: "external",
    entryPoints: [entry],
    outfile: join(output, mainFile),
  });
  return packagesOf(metafile as Metafile);
}

/** Bundles the host, its packages inside: they are not the application's, and may be of other versions. */
export async function bundleHost(home: string, output: string): Promise<void> {
  const own: BuildOptions = { ...shared, packages: "bundle", external: optional };
  await Promise.all([
    build({
      ...own,
      ...nativeOptions,
      packages: "bundle",
      entryPoints: [join(home, "host/runtime/native.ts")],
      outfile: join(output, nativeFile),
    }),
    build({
      ...own,
      entryPoints: [join(home, "host/cli/production.ts")],
      outdir: join(output, cliDir),
      outExtension: { ".js": ".mjs" },
      splitting: true,
      format: "esm",
      target: "node20",
      // Packages in CommonJS ask for Node's own modules by `require`.
      banner: { js: 'import { createRequire as make } from "node:module"; const require = make(import.meta.url);' },
    }),
  ]);
}

function packagesOf({ inputs }: Metafile): string[] {
  const imported = Object.values(inputs).flatMap((input) => input.imports.filter(({ external }) => external));
  const names = imported
    // esbuild's own helpers count as an import of <runtime>.
    .filter(({ path }) => !isBuiltin(path) && path !== "<runtime>")
    .map(({ path }) => path.split("/", path.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].sort();
}
