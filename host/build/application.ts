import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle";

/**
 * Bundles the application from its generated entry point, as the genuine toolchain does (facts 4.2): ES modules, packages outside,
 * the constant that drops the test clients. Returns the main module to run.
 */
export function bundleApplication(root: string): Promise<string> {
  const tsconfig = join(root, "tsconfig.json");
  return bundle(
    join(root, "encore.gen/internal/entrypoints/combined/main.ts"),
    join(root, ".lobby/build/main"),
    "main.mjs",
    {
      format: "esm",
      target: "es2022",
      define: { ENCORE_DROP_TESTS: "true" },
      ...(existsSync(tsconfig) ? { tsconfig } : {}),
      absWorkingDir: root,
    },
  );
}
