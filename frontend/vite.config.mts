import { existsSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = `http://127.0.0.1:${process.env["PORT"] ?? "4000"}`;

/** Removes the hashed files of earlier builds; the folder itself and the page stay, since the server may be reading them. */
function dropOldAssets(): Plugin {
  let keep = new Set<string>();
  let assets = "";
  return {
    name: "lobby:drop-old-assets",
    apply: "build",
    configResolved({ root, build }) {
      assets = resolve(root, build.outDir, "assets");
    },
    generateBundle(_options, bundle) {
      keep = new Set(Object.keys(bundle));
    },
    closeBundle() {
      for (const name of existsSync(assets) ? readdirSync(assets) : []) {
        if (name !== ".gitkeep" && !keep.has(`assets/${name}`)) rmSync(`${assets}/${name}`);
      }
    },
  };
}

/**
 * The entry files carry no hash: the page then never changes, and can stand in the repository, where the server needs it before the
 * first build. What they load later does carry one.
 */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), tailwindcss(), dropOldAssets()],
  server: {
    host: "127.0.0.1",
    proxy: {
      "^/(identity|finance|guest|guest-checkin|uploads|realtime|api)/": server,
      "/openapi.json": server,
      "/v2/": { target: server, ws: true },
    },
  },
  build: {
    outDir: ".dist",
    emptyOutDir: false,
    target: "es2022",
    cssCodeSplit: false,
    // What several entries share carries a hash, which the page would name.
    modulePreload: { resolveDependencies: (_file, deps, { hostType }) => (hostType === "html" ? [] : deps) },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        entryFileNames: "app.js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".css")) ? "app.css" : "assets/[name]-[hash][extname]",
      },
    },
  },
});
