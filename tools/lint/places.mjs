import { existsSync } from "node:fs";
import path from "node:path";

/** The folder that holds encore.app, above the file; every rule speaks of paths from there. */
function rootOf(file) {
  let dir = path.dirname(file);
  while (!existsSync(path.join(dir, "encore.app"))) {
    const up = path.dirname(dir);
    if (up === dir) return null;
    dir = up;
  }
  return dir;
}

/** Path parts of a file from the application root, e.g. ["finance", "api", "x.ts"]; null outside of an application. */
export function partsOf(file) {
  const root = rootOf(file);
  return root === null ? null : path.relative(root, file).split(path.sep);
}

/** Path parts from the root that a relative import points at; null for packages. */
export function targetParts(file, specifier) {
  if (!specifier.startsWith(".")) return null;
  const root = rootOf(file);
  return root === null ? null : path.relative(root, path.resolve(path.dirname(file), specifier)).split(path.sep);
}

/** Calls `check(node, specifier)` for each import, re-export and dynamic import with a literal. */
export function eachImport(check) {
  const visit = (node) => {
    const source = node.source;
    if (source && typeof source.value === "string") check(node, source.value);
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
  };
}

export const SHARED = new Set(["platform"]);
/** Folders that are no services of the application. */
export const OUTSIDE = new Set(["host", "frontend", "tests", "bench", "tools", "docs", "bin"]);

export const isTest = (parts) => /\.test\.tsx?$/.test(parts.at(-1) ?? "");
