import type { TS } from "../compiler";
import { errorAt } from "../diagnostics";

interface NameRules {
  what: "bucket" | "metric";
  separator: "-" | "_";
  /** How a name may not begin. */
  reserved?: string;
}

const MAX_LENGTH = 63;

/** Names of buckets are kebab-case, those of metrics snake_case. */
export function checkName(name: string, { what, separator, reserved }: NameRules, node: TS.Node): void {
  const fail = (message: string): never => {
    throw errorAt(node, `invalid ${what} name '${name}': ${message}.`, `Write for example visits${separator}today.`);
  };
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > MAX_LENGTH)
    fail(`name must be between 1 and ${MAX_LENGTH} characters long (got ${bytes})`);
  const characters = Array.from(name);
  const [first = "", last = ""] = [characters[0], characters.at(-1)];
  if (!/[a-z]/.test(first)) fail(`name must start with a lowercase letter (got '${first}')`);
  if (!/[a-z0-9]/.test(last)) fail(`name must end with a lowercase letter or digit (got '${last}')`);
  const odd = characters.findIndex((c) => !/[a-z0-9]/.test(c) && c !== separator);
  if (odd !== -1)
    fail(
      `name must only contain lowercase letters, numbers, and ${separator === "-" ? "dashes" : "underscores"} (got '${characters[odd]}' at position ${odd})`,
    );
  if (reserved !== undefined && name.startsWith(reserved))
    fail(`name must not start with reserved prefix '${reserved}' (got '${name}')`);
}
