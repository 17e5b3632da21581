import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { App } from "../../model/app";
import type { DeclaredDatabase } from "../postgres/migration-files";

/** No application can declare a database of this name. */
export const pubsubDatabaseName = "_pubsub";

/** Below the home of the host. */
export const pubsubMigrations = "host/services/pubsub/migrations";

/** What an application needs: its own databases, and the host's where it has queues or crons. */
export function neededDatabases(home: string, app: App): DeclaredDatabase[] {
  return usesQueues(app) ? [...app.databases, pubsubDatabase(home)] : app.databases;
}

export function usesQueues(app: App): boolean {
  return app.topics.length + app.crons.length > 0;
}

/** The host's own database, which holds the queues. */
export function pubsubDatabase(home: string): DeclaredDatabase {
  const dir = join(home, pubsubMigrations);
  const migrations = readdirSync(dir)
    .map((file) => ({ file, number: Number.parseInt(file, 10), description: file.replace(/^\d+_|\.up\.sql$/g, "") }))
    .sort((a, b) => a.number - b.number);
  return { name: pubsubDatabaseName, migrationsDir: dir, migrations, allowGaps: false };
}
