import type { AddressSetting } from "./connection-problem";
import { withClient } from "./databases";
import { type DeclaredDatabase, migrationFiles } from "./migration-files";
import { type MigrationPlan, planMigrations } from "./migration-plan";
import { readRecord } from "./migration-record";

/** How far one database is. */
export interface DatabaseState {
  name: string;
  /** false: it is not made yet, and everything is pending. */
  exists: boolean;
  plan: MigrationPlan;
}

/** How far each database is; changes nothing. `urlOf` gives null for one that is not made. */
export function databaseStates(
  root: string,
  databases: DeclaredDatabase[],
  urlOf: (name: string) => string | null,
  setting?: AddressSetting,
): Promise<DatabaseState[]> {
  const states = databases.map(async ({ name, allowGaps, ...declared }) => {
    const url = urlOf(name);
    const record =
      url === null
        ? { versions: [], checksums: new Map<number, string>() }
        : await withClient(url, readRecord, setting);
    return { name, exists: url !== null, plan: planMigrations(migrationFiles(root, declared), record, allowGaps) };
  });
  return Promise.all(states);
}
