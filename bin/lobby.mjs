#!/usr/bin/env node
// Plain JavaScript, since it runs before anything is installed: checks Node, installs what is missing, bundles host/cli, runs it.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages, packagesProblem } from "./install.mjs";
import { nodeProblem } from "./node-version.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isDoctor = process.argv[2] === "doctor";

refuse(nodeProblem(process.versions.node));
if (process.platform === "win32")
  refuse({
    cause: "Lobby runs on Linux and macOS.",
    remedy: "On Windows use it inside WSL: https://learn.microsoft.com/windows/wsl/",
  });
const missing = packagesProblem(root);
// The doctor says what is wrong and changes nothing.
if (isDoctor) refuse(missing);
if (missing) installPackages(root, missing.cause);
const { bundleCli } = await import("./bundle.mjs");
const { main } = await import(await bundleCli(root));
process.exitCode = await main(process.argv.slice(2), root);

function refuse(problem) {
  if (!problem) return;
  console.error(
    isDoctor ? `wrong ${problem.cause}\n      Remedy: ${problem.remedy}` : `${problem.cause} ${problem.remedy}`,
  );
  process.exit(1);
}
