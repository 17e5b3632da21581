import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { bundle } from "./bundle";

/** Bundles the application from its generated entry point; returns the main module to run. */
export function bundleApplication(root: string): Promise<string> {
  const { entry, options } = applicationOptions(root);
  return bundle(entry, join(root, ".lobby/build/main"), "main.mjs", options);
}

/** As the genuine toolchain bundles it (facts 4.2): ES modules, packages outside, the constant that drops the test clients. */
export function applicationOptions(root: string): { entry: string; options: BuildOptions } {
  const tsconfig = join(root, "tsconfig.json");
  return {
    entry: join(root, "encore.gen/internal/entrypoints/combined/main.ts"),
    options: {
      format: "esm",
      target: "es2022",
      define: { ENCORE_DROP_TESTS: "true" },
      ...(existsSync(tsconfig) ? { tsconfig } : {}),
      absWorkingDir: root,
    },
  };
}
