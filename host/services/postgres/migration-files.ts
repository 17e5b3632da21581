import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Database } from "../../model/app";

/** What is needed of a declared database to set it up. */
export type DeclaredDatabase = Pick<Database, "name" | "migrationsDir" | "migrations" | "allowGaps">;

/** One migration file of a database. */
export interface MigrationFile {
  number: number;
  /** Absolute, or relative to the working directory. */
  path: string;
  /** As shown in messages. */
  name: string;
}

/** The files of a database as the application model names them, in the order in which they run. */
export function migrationFiles(
  root: string,
  database: Pick<DeclaredDatabase, "migrationsDir" | "migrations">,
): MigrationFile[] {
  const dir = resolve(root, database.migrationsDir ?? "");
  return database.migrations.map(({ file, number }) => ({
    number,
    name: join(relative(root, dir), file),
    path: join(dir, file),
  }));
}

/** Of the text, whatever the line ends of this checkout. */
export function checksumOf(file: MigrationFile): string {
  return createHash("sha256").update(readFileSync(file.path, "utf8").replaceAll("\r\n", "\n")).digest("hex");
}
