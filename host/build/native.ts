import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the CommonJS stand-in that encore.dev loads (host/runtime/native.ts); npm packages stay outside. */
export async function bundleNative(outFile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("../runtime/native.ts", import.meta.url))],
    outfile: outFile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
  });
}
