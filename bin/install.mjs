import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** node_modules does not hold what package-lock.json says; null when it does. */
export function packagesProblem(root) {
  const difference = firstDifference(root);
  if (!difference) return null;
  return { cause: `The npm packages are not those of package-lock.json: ${difference}.`, remedy: 'Run "npm ci".' };
}

/** Runs `npm ci`; ends the process when that fails. */
export function installPackages(root, reason) {
  console.error(`${reason} Installing them …`);
  const began = Date.now();
  const npm = npmCommand();
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const result = spawnSync(npm.command, [...npm.args, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error(
      `npm ci failed${result.error ? ` (${result.error.message})` : ""}. Is the npm registry reachable? Try "npm ci" yourself.`,
    );
    process.exit(1);
  }
  console.error(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** npm records what it installed in node_modules/.package-lock.json; packages for other platforms are left out there. */
function firstDifference(root) {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (!wanted) return null;
  if (!installed) return "node_modules is not there yet";
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === "" || (!found && optional) || found?.version === version) continue;
    return `it asks for ${path.replace("node_modules/", "")} ${version}, and ${found ? `${found.version} is there` : "it is not there"}`;
  }
  return null;
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, "utf8")).packages;
  } catch {
    return null;
  }
}

/** The npm that started us, if one did; else the one on the PATH. */
function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith("npm-cli.js") ? { command: process.execPath, args: [own] } : { command: "npm", args: [] };
}
