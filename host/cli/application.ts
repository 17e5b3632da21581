import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { UserError } from "./command";

/** The release whose behaviour the host stands in for. */
const encoreVersion = "1.58.6";

/** Another application than our own must be one, with its packages installed and with the release of encore.dev that the host knows. */
export function checkApplication(root: string): void {
  if (!existsSync(join(root, "encore.app")))
    throw new UserError(
      `${root} is no Encore application: it has no encore.app. Name its directory: --app <directory>`,
    );
  const found = installedVersion(root);
  if (found === undefined) throw new UserError(`encore.dev is not installed in ${root}. Run "npm install" there.`);
  if (found !== encoreVersion)
    throw new UserError(
      `${root} has encore.dev ${found}; this host stands in for ${encoreVersion}. Run "npm install --save-exact encore.dev@${encoreVersion}" there.`,
    );
}

function installedVersion(root: string): string | undefined {
  const folders = createRequire(join(root, "package.json")).resolve.paths("encore.dev") ?? [];
  const file = folders.map((folder) => join(folder, "encore.dev/package.json")).find((path) => existsSync(path));
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
