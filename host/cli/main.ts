import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PostgresUnavailable } from "../services/postgres/binaries";
import { MigrationError } from "../services/postgres/migrate";
import { checkApplication } from "./application";
import { type Command, UsageError, UserError } from "./command";

/** Loaded when asked for: `help` should not wait for the compiler. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./start")).start,
  dev: async () => (await import("./dev")).dev,
  test: async () => (await import("./test")).test,
  check: async () => (await import("./check")).check,
  model: async () => (await import("./model")).model,
  gen: async () => (await import("./gen")).gen,
  migrate: async () => (await import("./migrate")).migrate,
  db: async () => (await import("./db")).db,
  pubsub: async () => (await import("./pubsub")).pubsub,
  doctor: async () => (await import("./doctor")).doctor,
};

/** Which application, where it listens, where its data are, and how it behaves: for every command. */
const globalOptions = {
  app: { type: "string" },
  port: { type: "string" },
  data: { type: "string" },
  profile: { type: "string" },
  infra: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Runs one command line of the host installed in `home`, and returns the exit code. */
export async function main(args: string[], home: string): Promise<number> {
  const [name = "help", ...rest] = args;
  try {
    if (["help", "--help", "-h"].includes(name)) return await help(rest[0]);
    const load = commands[name];
    if (!load)
      throw new UsageError(`There is no command "${name}". Commands: ${Object.keys(commands).join(", ")}, help.`);
    const command = await load();
    if (command.passesArguments) return await command.run({ home, root: home, flags: {}, rest });
    const { values, positionals } = parse(name, command, rest);
    if (values["help"]) return await help(name);
    const app = values["app"];
    const root = typeof app === "string" ? resolve(app) : home;
    if (root !== home) checkApplication(root);
    return await command.run({ home, root, flags: values, rest: positionals });
  } catch (error) {
    return report(error);
  }
}

function parse(name: string, command: Command, args: string[]) {
  try {
    const options = { ...command.options, ...globalOptions };
    return parseArgs({ args, options, allowPositionals: command.usage !== undefined, strict: true });
  } catch (error) {
    throw new UsageError(`lobby ${name}: ${(error as Error).message}`);
  }
}

function report(error: unknown): number {
  const expected = [UserError, UsageError, MigrationError, PostgresUnavailable].some((kind) => error instanceof kind);
  console.error(expected ? (error as Error).message : error);
  if (error instanceof UsageError) console.error('"npm run lobby help" lists the commands.');
  return error instanceof UsageError ? 2 : 1;
}

async function help(name?: string): Promise<number> {
  const lines = ["Usage: lobby <command> [options]   (npm run lobby -- <command>)", ""];
  for (const [command, load] of Object.entries(commands)) {
    if (name !== undefined && name !== command) continue;
    const { summary, usage, options } = await load();
    const flags = Object.entries(options ?? {}).map(
      ([flag, { type }]) => `[--${flag}${type === "string" ? " <value>" : ""}]`,
    );
    lines.push(`  lobby ${[command, usage, ...flags].filter(Boolean).join(" ")}`, `      ${summary}`);
  }
  lines.push(
    "",
    "Every command takes --app <directory of another Encore.ts application>, --port <number>, --data <directory> and",
    "--profile run|image (as under `encore run`, or as in a production image, which is the default with --app),",
    "--infra <file> (Encore's infra.config.json; also LOBBY_INFRA).",
    "",
    "Environment: PORT (4000), LOBBY_HOST (127.0.0.1), LOBBY_DATA_DIR (.lobby), DATABASE_URL (an administrator's URL of a PostgreSQL of",
    "your own), LOBBY_ROLE_SECRET (key of the database roles' passwords there, needed when DATABASE_URL has no password),",
    "LOBBY_OBJECTS_DIR and LOBBY_OBJECTS_URL (where objects lie, and where clients reach them), LOBBY_LOG_LEVEL (trace, debug, info, warn, error), LOBBY_ENV (production), LOBBY_DEMO=off, LOBBY_RESTART=off.",
  );
  console.log(lines.join("\n"));
  return 0;
}
