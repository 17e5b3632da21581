import type { Problem } from "../../problem";
import { checksumOf, type MigrationFile } from "./migration-files";

/** What a database says about the migrations that have run in it. */
export interface MigrationRecord {
  /** `public.schema_migrations`: one row, or with gaps allowed one a migration. Dirty: a run that did not end well. */
  versions: { version: number; dirty: boolean }[];
  /** What the host ran or took over, by number. Empty: another tool has migrated, or nobody yet. */
  checksums: Map<number, string>;
}

export interface MigrationPlan {
  applied: MigrationFile[];
  /** In the order in which they run. */
  pending: MigrationFile[];
  /** Applied by other tools: of these the checksum is still to be remembered. */
  adopted: MigrationFile[];
  /** The number of a run that did not end well. It kept nothing, since a file is one transaction: it runs again, as Encore does it. */
  dirty?: number;
  /** Nothing runs while there is one. */
  problems: Problem[];
}

/**
 * Compares files with what has run. By default only the newest version counts, and what is numbered below it has run;
 * with gaps allowed (Prisma and drizzle/v1) every version counts for itself.
 */
export function planMigrations(files: MigrationFile[], record: MigrationRecord, allowGaps: boolean): MigrationPlan {
  const dirty = record.versions.find((row) => row.dirty)?.version;
  const versions = record.versions.filter((row) => !row.dirty).map((row) => row.version);
  const newest = dirty === undefined || allowGaps ? Math.max(-1, ...versions) : newestBelow(files, dirty);
  const hasRun = (file: MigrationFile) => (allowGaps ? versions.includes(file.number) : file.number <= newest);
  const newestKnown = Math.max(-1, ...record.checksums.keys());
  const plan: MigrationPlan = { applied: [], pending: [], adopted: [], problems: unusable(files, newest) };
  if (dirty !== undefined) plan.dirty = dirty;
  for (const file of files) {
    const known = record.checksums.get(file.number);
    if (!hasRun(file)) plan.pending.push(file);
    else if (known === undefined && !allowGaps && file.number < newestKnown)
      plan.problems.push(addedBelow(file, newest));
    else {
      plan.applied.push(file);
      if (known === undefined) plan.adopted.push(file);
      else if (known !== checksumOf(file)) plan.problems.push(changed(file));
    }
  }
  return plan;
}

function newestBelow(files: MigrationFile[], dirty: number): number {
  return Math.max(-1, ...files.map((file) => file.number).filter((number) => number < dirty));
}

function unusable(files: MigrationFile[], newest: number): Problem[] {
  const problems: Problem[] = [];
  const twice = files.find((file, i) => files.findIndex((other) => other.number === file.number) !== i);
  if (twice)
    problems.push({
      cause: `${twice.name}: another migration has the number ${twice.number} too.`,
      remedy: "Give one of them a new number.",
    });
  const last = files.at(-1);
  if (newest > (last?.number ?? -1))
    problems.push({
      cause: `${last ? `${last.name} is the newest file here` : "There is no migration here"}, and its database is at ${newest}: a newer version of the application has migrated it, or the file was removed.`,
      remedy: "Run that version, put the file back, or use another data directory (LOBBY_DATA_DIR).",
    });
  return problems;
}

function addedBelow(file: MigrationFile, newest: number): Problem {
  return {
    cause: `${file.name}: it was added below ${newest}, the newest migration that has run.`,
    remedy: "Give it a higher number.",
  };
}

function changed(file: MigrationFile): Problem {
  return {
    cause: `${file.name}: this migration has already run and was changed afterwards.`,
    remedy: "Put the file back, and make the change in a new migration.",
  };
}
