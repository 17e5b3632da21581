#!/usr/bin/env node
// Plain JavaScript, since it runs before anything is installed: checks Node, installs what is missing, bundles host/cli, runs it.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Lobby needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org/`);
  process.exit(1);
}
if (process.platform === "win32") {
  console.error(
    "Lobby runs on Linux and macOS. On Windows use it inside WSL: https://learn.microsoft.com/windows/wsl/",
  );
  process.exit(1);
}

const { installMissing } = await import("./install.mjs");
installMissing(root);
const { bundleCli } = await import("./bundle.mjs");
const { main } = await import(await bundleCli(root));
process.exitCode = await main(process.argv.slice(2), root);
