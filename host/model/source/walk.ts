import type { Files } from "./files";

const SKIPPED_NAMES = new Set(["node_modules", "encore.gen", "__tests__"]);
const SKIPPED_ENDINGS = [".test.ts", ".spec.ts", ".test.js", ".spec.js"];

/** The name of the file that makes its folder a service, whatever else is in it. */
export const SERVICE_FILE = "encore.service.ts";

/** The TypeScript files that make up the application, in reading order: a service file before its neighbours, else by name. */
export function walk(files: Files, dir = ""): string[] {
  const found: string[] = [];
  const entries = files.list(dir === "" ? "." : dir);
  const ordered = [
    ...entries.filter((e) => e.name === SERVICE_FILE),
    ...entries.filter((e) => e.name !== SERVICE_FILE),
  ];
  for (const { name, kind } of ordered) {
    if (SKIPPED_NAMES.has(name) || SKIPPED_ENDINGS.some((ending) => name.endsWith(ending))) continue;
    const path = dir === "" ? name : `${dir}/${name}`;
    if (kind === "dir") found.push(...walk(files, path));
    else if (name.endsWith(".ts")) found.push(path);
  }
  return found;
}
