import { readFileSync } from "node:fs";
import type { Client, DatabaseError } from "pg";
import { problemText } from "../../problem";
import type { MigrationFile } from "./migration-files";
import { planMigrations } from "./migration-plan";
import { readRecord, recordRun, remember } from "./migration-record";

/** A migration cannot run; the message names the file, the line when PostgreSQL says one, and what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Brings a database, whose record is open, up to date as its owner and returns the names of the files that ran. Each file is one
 * transaction together with its row in the record. What ran is remembered by checksum: a file that changed afterwards is refused.
 */
export async function migrate(owner: Client, files: MigrationFile[], allowGaps: boolean): Promise<string[]> {
  const { pending, adopted, problems } = planMigrations(files, await readRecord(owner), allowGaps);
  if (problems.length > 0) throw new MigrationError(problems.map(problemText).join("\n"));
  for (const file of adopted) await remember(owner, file);
  for (const file of pending) await runFile(owner, file, allowGaps);
  return pending.map((file) => file.name);
}

async function runFile(owner: Client, file: MigrationFile, allowGaps: boolean): Promise<void> {
  const sql = readFileSync(file.path, "utf8");
  await owner.query("begin");
  try {
    await owner.query(sql);
    await owner.query("set local search_path to default");
    await recordRun(owner, file, allowGaps);
    await owner.query("commit");
  } catch (error) {
    // It fails with the connection; what went wrong first is what must be told.
    await owner.query("rollback").catch(() => {});
    throw explain(file, sql, error as DatabaseError);
  }
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
