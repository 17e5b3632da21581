import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredDatabase } from "../postgres/migration-files";

/** No application can declare a database of this name. */
export const pubsubDatabaseName = "_pubsub";

const migrationsDir = "host/services/pubsub/migrations";

/** The host's own database, which holds the queues. */
export function pubsubDatabase(home: string): DeclaredDatabase {
  const dir = join(home, migrationsDir);
  const migrations = readdirSync(dir)
    .map((file) => ({ file, number: Number.parseInt(file, 10), description: file.replace(/^\d+_|\.up\.sql$/g, "") }))
    .sort((a, b) => a.number - b.number);
  return { name: pubsubDatabaseName, migrationsDir: dir, migrations, allowGaps: false };
}
