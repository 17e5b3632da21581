import type { Database } from "../app";
import type { TS } from "../compiler";
import { errorAt } from "../diagnostics";
import type { Files } from "../source/files";

export type MigrationSource = "default" | "prisma" | "drizzle" | "drizzle/v1";

type Migration = Database["migrations"][number];

/** The migrations in a directory, in the order in which they run. */
export function readMigrations(dir: string, source: MigrationSource, node: TS.Node, files: Files): Migration[] {
  if (files.kind(dir) !== "dir") throw errorAt(node, `migrations directory does not exist: ${dir}`);
  const migrations =
    source === "default" || source === "drizzle" ? fromFiles(dir, source, node, files) : fromFolders(dir, node, files);
  return migrations.sort((a, b) => a.number - b.number || (a.file < b.file ? 1 : -1));
}

function fromFiles(dir: string, source: "default" | "drizzle", node: TS.Node, files: Files): Migration[] {
  const form = source === "default" ? /^(\d+)_([^.]+)\.(up|down)\.sql$/ : /^(\d+)_([^.]+)\.sql$/;
  return files.list(dir).flatMap(({ name, kind }): Migration[] => {
    if (kind !== "file" || !name.endsWith(".sql")) return [];
    const match = form.exec(name);
    if (match === null) {
      throw errorAt(
        node,
        `invalid migration filename: ${name}`,
        source === "default" ? "Write 1_name.up.sql." : "Write 0001_name.sql.",
      );
    }
    const [, number = "", description = "", direction] = match;
    return direction === "down" ? [] : [{ file: name, number: Number(number), description }];
  });
}

/** Folders with a migration.sql each, as prisma and drizzle/v1 write them. */
function fromFolders(dir: string, node: TS.Node, files: Files): Migration[] {
  return files.list(dir).flatMap(({ name, kind }): Migration[] => {
    if (kind !== "dir" || name === "meta" || !files.list(`${dir}/${name}`).some((e) => e.name === "migration.sql"))
      return [];
    const match = /^(\d+)_(.*)$/.exec(name);
    if (match === null) throw errorAt(node, `invalid migration directory name: ${name}`, "Write 20240101_name.");
    return [{ file: `${name}/migration.sql`, number: Number(match[1]), description: match[2] ?? "" }];
  });
}
