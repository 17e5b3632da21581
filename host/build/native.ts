import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { bundle } from "./bundle";

export const nativeOptions: BuildOptions = { platform: "node", format: "cjs", target: "node20", packages: "external" };

/** Bundles the CommonJS stand-in that encore.dev loads; returns its path below `.lobby/` of the application. */
export function bundleRuntime(root: string): Promise<string> {
  return bundle(join(root, "host/runtime/native.ts"), join(root, ".lobby/build/native"), "native.cjs", nativeOptions);
}

/** The same into a file of the caller's choice, for tests. */
export async function bundleNative(outFile: string): Promise<void> {
  const entry = fileURLToPath(new URL("../runtime/native.ts", import.meta.url));
  await build({
    ...nativeOptions,
    entryPoints: [entry],
    outfile: outFile,
    bundle: true,
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  });
}
