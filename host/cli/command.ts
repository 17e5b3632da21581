import type { ParseArgsConfig } from "node:util";
import type { ApplicationSource } from "./source";

/** One command of `lobby`, in a file of its own. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** After the command's name, e.g. `status|up`. */
  usage?: string;
  options?: ParseArgsConfig["options"];
  /** Everything after the name goes on as it is: flags are not ours. */
  passesArguments?: boolean;
  /** Returns the exit code. */
  run(call: CommandCall): Promise<number>;
}

export interface Place {
  /** Where the host itself is installed. */
  home: string;
  /** The root of the application: `--app`, else the home. */
  root: string;
}

export interface CommandCall extends Place {
  source: ApplicationSource;
  flags: Record<string, string | boolean | (string | boolean)[] | undefined>;
  rest: string[];
}

/** What the person at the terminal can mend: printed as it is, without a stack, exit code 1. */
export class UserError extends Error {
  override name = "UserError";
}

/** Wrong use of the command line: as UserError, with a pointer to the help, exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
