import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A line of .secrets.local.cue that is no `Name: "value"`. */
export class SecretsFileError extends Error {
  override name = "SecretsFileError";
}

/** The values of the named secrets: the environment first, then `.secrets.local.cue` in the root. Those set nowhere are absent. */
export function readSecrets(root: string, names: string[], env: NodeJS.ProcessEnv): Record<string, string> {
  const file = join(root, ".secrets.local.cue");
  const local = existsSync(file) ? parseSecrets(readFileSync(file, "utf8")) : {};
  const found = names.flatMap((name) => {
    const value = env[name] ?? local[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** The part of CUE that the file needs: one `Name: "value"` a line, `//` comments, empty lines. */
export function parseSecrets(text: string): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(\/\/.*)?$/.test(line)) continue;
    const [, quotedName, name, value] =
      /^\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*))\s*:\s*("(?:[^"\\]|\\.)*")\s*,?\s*(?:\/\/.*)?$/.exec(line) ?? [];
    const key = quotedName === undefined ? name : unquote(quotedName);
    const content = value === undefined ? undefined : unquote(value);
    if (key === undefined || content === undefined)
      throw new SecretsFileError(`.secrets.local.cue:${i + 1}: expected Name: "value"`);
    secrets[key] = content;
  }
  return secrets;
}

function unquote(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
