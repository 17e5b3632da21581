import { readFileSync } from "node:fs";
import { type Unset, resolveEnv } from "./resolve-env";
import { withoutRefused } from "./refused";
import { type InfraFile, infraShape } from "./shape";

export type InfraPurpose = "run" | "migrate";

/** infra.config.json cannot be used; the message names each field, what was wrong, and what is allowed. */
export class InfraError extends Error {
  override name = "InfraError";
  constructor(file: string, problems: string[]) {
    super([`${file} cannot be used:`, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}

/**
 * Reads Encore's infra.config.json; everything that is wrong with it is told at once. `run`: for a start of the host. `migrate`:
 * the file may be the one of Encore's image, whose brokers and object stores are nothing to migrations.
 */
export function readInfra(file: string, env: NodeJS.ProcessEnv, purpose: InfraPurpose = "run"): InfraFile {
  const unset: Unset[] = [];
  const whole = parse(file);
  const document = resolveEnv(purpose === "migrate" && isObject(whole) ? withoutRefused(whole) : whole, env, unset);
  const { success, data, error } = infraShape.safeParse(document);
  const problems = [
    ...unset.map(({ path, variable }) => `${format(path)}: the environment variable ${variable} is not set`),
    // What a variable without a value stands for cannot be judged.
    ...(error?.issues ?? [])
      .filter((issue) => !unset.some(({ path }) => format(path) === format(issue.path)))
      .map((issue) => [format(issue.path), issue.message].filter(Boolean).join(": ")),
  ];
  if (!success || problems.length > 0) throw new InfraError(file, problems);
  return data;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new InfraError(file, [isAbsent ? "there is no such file" : withoutExcerpt((error as Error).message)]);
  }
}

/** JSON.parse shows the text around the error, which may be a secret. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (?:\.\.\.)?"[^]*"(?:\.\.\.)? is not valid JSON$/, ": not valid JSON");
}

/** As one writes it: `sql_servers[0].host`. */
function format(path: PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${String(part)}`))
    .join("");
}
