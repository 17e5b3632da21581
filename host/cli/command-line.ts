import { type ParseArgsConfig, parseArgs } from "node:util";
import { PostgresUnavailable } from "../services/postgres/binaries";
import { MigrationError } from "../services/postgres/migrate";
import { type Command, type CommandCall, type Place, UsageError, UserError } from "./command";
import type { ApplicationSource } from "./source";

/** The commands of one kind of installation. */
export interface CommandLine {
  /** As one types it. */
  name: string;
  /** Loaded when asked for: `help` should not wait for the compiler. */
  commands: Record<string, () => Promise<Command>>;
  /** Flags that every command takes. */
  options: NonNullable<ParseArgsConfig["options"]>;
  /** What the help says of them. */
  optionsHelp: string[];
  /** Runs when no command is named. */
  otherwise: string;
  place(flags: CommandCall["flags"]): Place;
  source(place: Place): Promise<ApplicationSource>;
}

const environmentHelp = [
  "Environment: PORT (4000), LOBBY_HOST (127.0.0.1), LOBBY_DATA_DIR (.lobby), DATABASE_URL (an administrator's URL of a PostgreSQL of",
  "your own), LOBBY_ROLE_SECRET (key of the database roles' passwords there, needed when DATABASE_URL has no password),",
  "LOBBY_OBJECTS_DIR and LOBBY_OBJECTS_URL (where objects lie, and where clients reach them), LOBBY_LOG_LEVEL (trace, debug, info,",
  "warn, error), LOBBY_ENV (production), LOBBY_DEMO=off, LOBBY_RESTART=off, LOBBY_METRICS_TOKEN (opens",
  "/__lobby/metrics in an image). All of them: docs/operations/configuration.md.",
];

/** Runs one command line and returns the exit code. */
export async function runCommandLine(args: string[], line: CommandLine): Promise<number> {
  const [name = line.otherwise, ...rest] = args;
  try {
    if (["help", "--help", "-h"].includes(name)) return await help(line, rest[0]);
    const load = line.commands[name];
    if (!load)
      throw new UsageError(`There is no command "${name}". Commands: ${Object.keys(line.commands).join(", ")}, help.`);
    const command = await load();
    const { values, positionals } = command.passesArguments
      ? { values: {}, positionals: rest }
      : parse(name, command, line, rest);
    if (values["help"]) return await help(line, name);
    const place = line.place(values);
    return await command.run({ ...place, source: await line.source(place), flags: values, rest: positionals });
  } catch (error) {
    return report(error, line);
  }
}

function parse(
  name: string,
  command: Command,
  line: CommandLine,
  args: string[],
): { values: CommandCall["flags"]; positionals: string[] } {
  try {
    const options = { ...command.options, ...line.options, help: { type: "boolean", short: "h" } } as const;
    return parseArgs({ args, options, allowPositionals: command.usage !== undefined, strict: true });
  } catch (error) {
    throw new UsageError(`lobby ${name}: ${(error as Error).message}`);
  }
}

function report(error: unknown, { name }: CommandLine): number {
  const expected = [UserError, UsageError, MigrationError, PostgresUnavailable].some((kind) => error instanceof kind);
  console.error(expected ? (error as Error).message : error);
  if (error instanceof UsageError) console.error(`"${name} help" lists the commands.`);
  else if (!expected) console.error(`"${name} doctor" looks for what may be wrong here.`);
  return error instanceof UsageError ? 2 : 1;
}

async function help({ name, commands, optionsHelp }: CommandLine, about?: string): Promise<number> {
  const lines = [`Usage: ${name} <command> [options]`, ""];
  for (const [command, load] of Object.entries(commands)) {
    if (about !== undefined && about !== command) continue;
    const { summary, usage, options } = await load();
    const flags = Object.entries(options ?? {}).map(
      ([flag, { type }]) => `[--${flag}${type === "string" ? " <value>" : ""}]`,
    );
    lines.push(`  lobby ${[command, usage, ...flags].filter(Boolean).join(" ")}`, `      ${summary}`);
  }
  console.log([...lines, "", ...optionsHelp, "", ...environmentHelp].join("\n"));
  return 0;
}
