import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Client, DatabaseError } from "pg";

/** One migration file of a database. */
export interface MigrationFile {
  number: number;
  /** Absolute, or relative to the working directory. */
  path: string;
  /** As shown in messages. */
  name: string;
}

/** A migration cannot run; the message names the file, the line when PostgreSQL says one, and what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

export interface MigrationState {
  applied: string[];
  pending: string[];
}

/** Serialises migrating within one database. */
const migrationLock = 7_106_221_002;

/** The files of a database as the application model names them, in the order in which they run. */
export function migrationFiles(
  root: string,
  database: { migrationsDir?: string; migrations: { file: string; number: number }[] },
): MigrationFile[] {
  const dir = resolve(root, database.migrationsDir ?? "");
  return database.migrations.map(({ file, number }) => ({
    number,
    name: join(relative(root, dir), file),
    path: join(dir, file),
  }));
}

/**
 * Brings a database up to date as its owner and returns the names of the files that ran. Each file is one transaction together
 * with its row in `public.schema_migrations` (golang-migrate's table, so that the genuine tools can go on from here). What ran is
 * remembered by checksum: a file that changed afterwards is refused, and so is a new one that is numbered below the newest
 * applied unless `allowGaps`.
 */
export async function migrate(owner: Client, files: MigrationFile[], allowGaps: boolean): Promise<string[]> {
  const pending = await plan(owner, files, allowGaps);
  for (const file of pending) await runFile(owner, file, allowGaps);
  return pending.map((file) => file.name);
}

/** What has run and what would run; refuses like `migrate`. */
export async function migrationState(
  owner: Client,
  files: MigrationFile[],
  allowGaps: boolean,
): Promise<MigrationState> {
  const pending = new Set((await plan(owner, files, allowGaps)).map((file) => file.name));
  return { applied: files.map((file) => file.name).filter((name) => !pending.has(name)), pending: [...pending] };
}

/** What comes before the other functions here: makes their tables, and keeps other processes out until the connection ends. */
export async function openBookkeeping(owner: Client): Promise<void> {
  await owner.query("select pg_advisory_lock($1)", [migrationLock]);
  await owner.query(`
    create table if not exists public.schema_migrations (version bigint not null primary key, dirty boolean not null);
    create schema if not exists lobby_host;
    create table if not exists lobby_host.applied_migration (
      version bigint not null primary key, file text not null, checksum text not null, applied_at timestamptz not null)`);
}

async function plan(owner: Client, files: MigrationFile[], allowGaps: boolean): Promise<MigrationFile[]> {
  const versions = await owner.query<{ version: string }>(
    "select version from public.schema_migrations order by version",
  );
  const applied = versions.rows.map((row) => Number(row.version));
  const known = await owner.query<{ version: string; checksum: string }>(
    "select version, checksum from lobby_host.applied_migration",
  );
  const checksums = new Map(known.rows.map((row) => [Number(row.version), row.checksum]));
  const newest = Math.max(-1, ...applied);
  refuseUnusable(files, newest);
  const pending: MigrationFile[] = [];
  for (const file of files) {
    const hasRun = allowGaps ? applied.includes(file.number) : file.number <= newest;
    if (!hasRun) pending.push(file);
    else if (checksums.has(file.number)) refuseChanged(file, checksums.get(file.number));
    // Without any checksum the database was migrated by other tools: what they ran is taken as it is.
    else if (checksums.size === 0 || allowGaps) await remember(owner, file);
    else
      throw new MigrationError(
        `${file.name}: it was added below ${newest}, the newest migration that has run. Give it a higher number.`,
      );
  }
  return pending;
}

function refuseUnusable(files: MigrationFile[], newest: number): void {
  const twice = files.find((file, i) => files.findIndex((other) => other.number === file.number) !== i);
  if (twice)
    throw new MigrationError(
      `${twice.name}: another migration has the number ${twice.number} too. Give one of them a new number.`,
    );
  const last = Math.max(-1, ...files.map((file) => file.number));
  if (newest > last) {
    throw new MigrationError(
      `The database is at migration ${newest}, and there is no such file here: a newer version of the application has migrated it. ` +
        `Run that version, or use another data directory (LOBBY_DATA_DIR).`,
    );
  }
}

function refuseChanged(file: MigrationFile, expected: string | undefined): void {
  if (checksumOf(file) === expected) return;
  throw new MigrationError(
    `${file.name}: this migration has already run and was changed afterwards. Put the file back, and make the change in a new migration.`,
  );
}

async function runFile(owner: Client, file: MigrationFile, allowGaps: boolean): Promise<void> {
  const sql = readFileSync(file.path, "utf8");
  await owner.query("begin");
  try {
    await owner.query(sql);
    await owner.query("set local search_path to default");
    if (!allowGaps) await owner.query("delete from public.schema_migrations");
    await owner.query("insert into public.schema_migrations (version, dirty) values ($1, false)", [file.number]);
    await remember(owner, file);
    await owner.query("commit");
  } catch (error) {
    // It fails with the connection; what went wrong first is what must be told.
    await owner.query("rollback").catch(() => {});
    throw explain(file, sql, error as DatabaseError);
  }
}

async function remember(owner: Client, file: MigrationFile): Promise<void> {
  await owner.query(
    "insert into lobby_host.applied_migration (version, file, checksum, applied_at) values ($1, $2, $3, $4)",
    [file.number, file.name, checksumOf(file), new Date()],
  );
}

/** Of the text, whatever the line ends of this checkout. */
function checksumOf(file: MigrationFile): string {
  return createHash("sha256").update(readFileSync(file.path, "utf8").replaceAll("\r\n", "\n")).digest("hex");
}

function explain(file: MigrationFile, sql: string, error: DatabaseError): MigrationError {
  const lines = error.position
    ? Array.from(sql)
        .slice(0, Number(error.position) - 1)
        .join("")
        .split("\n")
    : [];
  const line = lines.length;
  const where = line ? `${file.name}:${line}:${(lines[line - 1] ?? "").length + 1}` : file.name;
  const shown = line ? [`  ${line} | ${sql.split("\n")[line - 1]?.trimEnd()}`] : [];
  const more = [error.detail, error.hint, error.where].filter((text) => text !== undefined);
  const code = error.code ? ` (SQLSTATE ${error.code})` : "";
  return new MigrationError(
    [
      `${where}: ${error.message}${code}`,
      ...shown,
      ...more.map((text) => `  ${text}`),
      "Nothing of this file was kept.",
    ].join("\n"),
    {
      cause: error,
    },
  );
}
