import { posix } from "node:path";
import type { Database } from "../app";
import { ts, type TS } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { readLocalPath, readOptions, readString } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";
import { type MigrationSource, readMigrations } from "./migrations";

const SOURCES: readonly string[] = ["prisma", "drizzle", "drizzle/v1"] satisfies MigrationSource[];

interface Written {
  path: string;
  source: MigrationSource;
  node: TS.Node;
}

/** `new SQLDatabase("name", { migrations })`. */
export function readDatabase(reference: Reference, context: Context): void {
  const name = nameArgument(reference);
  const [, config] = reference.args;
  const written = config === undefined ? undefined : readOptions(config, { migrations: readSource }).values.migrations;
  const database: Database = {
    name,
    at: positionOf(reference.node),
    ...(written === undefined ? { migrations: [] } : migrationsOf(written, reference, context)),
    allowGaps: written?.source === "prisma" || written?.source === "drizzle/v1",
    queries: [],
  };
  context.resources.databases.push(bound(database, reference));
}

function readSource(node: TS.Expression): Written {
  if (ts.isStringLiteral(node)) {
    // The genuine parser tries a path, then an object, and complains about the last.
    if (node.text.startsWith("/") || node.text.split("/").includes(".."))
      throw errorAt(
        node,
        `expected object literal or a local relative path, got ${node.text}`,
        "Migrations are below the file that declares the database.",
      );
    return { path: readLocalPath(node), source: "default", node };
  }
  const { values, at } = readOptions(node, { path: readLocalPath, source: readString }, ["path"]);
  const { path = "", source = "default" } = values;
  if (source !== "default" && !SOURCES.includes(source)) {
    throw errorAt(
      at("source"),
      `unexpected value for migration file source: ${source}`,
      `Known are ${SOURCES.join(", ")}.`,
    );
  }
  return { path, source: source as MigrationSource, node: at("path") };
}

function migrationsOf(
  { path, source, node }: Written,
  { module }: Reference,
  { files }: Context,
): Pick<Database, "migrationsDir" | "migrations"> {
  const migrationsDir = posix.join(posix.dirname(module.file), path);
  return { migrationsDir, migrations: readMigrations(migrationsDir, source, node, files) };
}
