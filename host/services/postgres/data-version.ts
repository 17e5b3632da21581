import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../problem";
import type { PostgresBinaries } from "./binaries";
import type { ClusterFiles } from "./cluster-files";

/** PostgreSQL reads only the files of its own major version, and cannot change them in place. */
export function dataVersionProblem({ dir, data }: ClusterFiles, { major }: PostgresBinaries): Problem | null {
  const file = join(data, "PG_VERSION");
  if (!existsSync(file)) return null;
  const found = readFileSync(file, "utf8").trim();
  if (found === String(major)) return null;
  return {
    cause: `The data in ${data} was made by PostgreSQL ${found}, and this is PostgreSQL ${major}, which cannot read it.`,
    remedy:
      `Dump it with the version of Lobby that made it and restore the dump here (docs/operations/backup.md), ` +
      `or move ${dir} away to start empty.`,
  };
}
