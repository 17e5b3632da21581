import type { Role } from "./databases";
import type { DeclaredDatabase } from "./migration-files";
import type { DatabaseState } from "./database-states";

/** The application's databases, wherever they are; names are those of the application. */
export interface DatabaseAccess {
  /** The connection string of a role. */
  url(role: Role, name: string): string;
  /** What the application sees as its connection string, where that is not the one of its role. */
  connectionString?(name: string): string;
  /** The names of those that are made. */
  existing(): Promise<Set<string>>;
  /** How far each is; changes nothing. */
  states(root: string, databases: DeclaredDatabase[]): Promise<DatabaseState[]>;
  /** Makes what is missing and migrates all; returns the files that ran. */
  migrate(root: string, databases: DeclaredDatabase[]): Promise<string[]>;
  /** As far as a start may go: migrates, or where that is not for it to do, refuses while something is missing. */
  prepare(root: string, databases: DeclaredDatabase[]): Promise<string[]>;
}
