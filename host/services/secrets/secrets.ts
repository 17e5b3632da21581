import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CueError, cueStrings } from "./cue";

/** `.secrets.local.cue` cannot be read; the message says where and why. */
export class SecretsFileError extends Error {
  override name = "SecretsFileError";
}

const FILE = ".secrets.local.cue";

/** The values of the named secrets: the environment first, then `.secrets.local.cue` in the root. Those set nowhere are absent. */
export function readSecrets(root: string, names: string[], env: NodeJS.ProcessEnv): Record<string, string> {
  const local = readLocal(join(root, FILE));
  const found = names.flatMap((name) => {
    const from = [env, local].find((values) => Object.hasOwn(values, name));
    return from === undefined ? [] : [[name, from[name]!] as const];
  });
  return Object.fromEntries(found);
}

function readLocal(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    return cueStrings(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof CueError) throw new SecretsFileError(`${FILE}:${error.message}`);
    throw error;
  }
}
