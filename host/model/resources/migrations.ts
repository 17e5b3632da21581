import { posix } from "node:path";
import type { Database } from "../app";
import type { TS } from "../compiler";
import { errorAt } from "../diagnostics";
import type { Files } from "../source/files";

export type MigrationSource = "default" | "prisma" | "drizzle" | "drizzle/v1";

type Migration = Database["migrations"][number];

/** The migrations in a directory, in the order in which they run. */
export function readMigrations(dir: string, source: MigrationSource, node: TS.Node, files: Files): Migration[] {
  const kind = files.kind(dir);
  if (kind === "none") throw errorAt(node, `migrations directory does not exist: ${dir}`);
  if (kind === "file") throw errorAt(node, `migrations path is not a directory: ${dir}`);
  const migrations =
    source === "default" || source === "drizzle"
      ? fromFiles(dir, source, node, files)
      : fromFolders(dir, source, node, files);
  return migrations.sort((a, b) => a.number - b.number || (a.file < b.file ? 1 : -1));
}

function fromFiles(dir: string, source: "default" | "drizzle", node: TS.Node, files: Files): Migration[] {
  const form = source === "default" ? /^(\p{Nd}+)_([^.]+)\.(up|down).sql$/u : /^(\p{Nd}+)_([^.]+)\.sql$/u;
  return files.list(dir, { hidden: true }).flatMap(({ name }): Migration[] => {
    // A name of nothing but .sql has no ending.
    if (!/.\.sql$/s.test(name)) return [];
    const match = form.exec(name);
    if (match === null) {
      throw errorAt(
        node,
        `invalid migration filename: ${name}`,
        source === "default" ? "Write 1_name.up.sql." : "Write 0001_name.sql.",
      );
    }
    const [, number = "", description = "", direction] = match;
    return direction === "down" ? [] : [{ file: name, number: numberOf(number, node), description }];
  });
}

/** Folders with a migration.sql each, as prisma and drizzle/v1 write them. */
function fromFolders(dir: string, source: "prisma" | "drizzle/v1", node: TS.Node, files: Files): Migration[] {
  const hidden = { hidden: true };
  const found = files.list(dir, hidden).flatMap(({ name, kind }) => {
    if (kind === "file") return name === "migration.sql" ? [posix.basename(dir)] : [];
    return files.list(`${dir}/${name}`, hidden).some((e) => e.name === "migration.sql") ? [name] : [];
  });
  return found.flatMap((name): Migration[] => {
    if (source === "drizzle/v1" && name === "meta") return [];
    const match = (source === "prisma" ? /^(\p{Nd}+)_(.*)$/u : /^(\p{Nd}+)_(.+)$/u).exec(name);
    if (match === null) throw errorAt(node, `invalid migration directory name: ${name}`, "Write 20240101_name.");
    return [{ file: `${name}/migration.sql`, number: numberOf(match[1] ?? "", node), description: match[2] ?? "" }];
  });
}

function numberOf(digits: string, node: TS.Node): number {
  if (!/^\d+$/.test(digits)) throw errorAt(node, `invalid digit found in string: ${digits}`);
  if (BigInt(digits) >= 2n ** 64n) throw errorAt(node, `number too large to fit in target type: ${digits}`);
  return Number(digits);
}
