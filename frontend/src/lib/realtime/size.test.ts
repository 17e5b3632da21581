import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** Everything that a page loads of it at its start. */
const ENTRY = ["client", "browser", "links/ticket", "typed", "recent", "positions/position-store"]
  .concat(["tabs/shared-client", "tabs/browser-tabs"])
  .map((file) => `export * from "./${file}";`)
  .join("\n");

test("a page loads less than 12 kB of it, without what unpacks batches, which comes later", async () => {
  const bundle = await build({
    stdin: { contents: ENTRY, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["./batches/deflate-dict"],
    write: false,
  });
  const [file] = bundle.outputFiles;
  expect(file?.text).toContain("./batches/deflate-dict");
  expect(file?.text).not.toContain("fflate");
  expect(gzipSync(file?.contents ?? "", { level: 9 }).length).toBeLessThan(12_000);
});
