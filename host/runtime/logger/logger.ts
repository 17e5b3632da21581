import { jsonText } from "../../schema/native-value";
import { LogLevel, type LogLevelNumber } from "../enums";
import type { Request } from "../request";
import type { HostLog, LevelName, LogFields } from "./host-log";
import { stackFrames } from "./stack";

const NAMES: Record<LogLevelNumber, LevelName> = {
  [LogLevel.Trace]: "trace",
  [LogLevel.Debug]: "debug",
  [LogLevel.Info]: "info",
  [LogLevel.Warn]: "warn",
  [LogLevel.Error]: "error",
};

/** The logger behind `encore.dev/log`: adds what is known of the running request to each line. */
export class Logger {
  readonly #log: HostLog;
  readonly #fields: LogFields | undefined;
  readonly #level: LogLevelNumber;

  constructor(log: HostLog, level: LogLevelNumber = LogLevel.Trace, fields?: LogFields) {
    this.#log = log;
    this.#level = level;
    this.#fields = fields;
  }

  log(
    request: Request | null | undefined,
    level: LogLevelNumber,
    message: string,
    error?: Error,
    caller?: string,
    fields?: LogFields,
  ): void {
    const name = NAMES[level];
    if (level < this.#level || !this.#log.enabled(name)) return;
    const line: LogFields = { ...this.#fields, ...(fields && printable(fields)), ...request?.logFields() };
    if (caller !== undefined) line["caller"] = caller;
    if (error !== undefined) {
      line["error"] = error.message;
      const frames = stackFrames(error.stack);
      if (frames.length > 0) line["stack"] = frames;
    }
    this.#log.write(name, message, line);
  }

  withLevel(level: LogLevelNumber): Logger {
    return new Logger(this.#log, level, this.#fields);
  }

  with(fields: LogFields): Logger {
    return new Logger(this.#log, this.#level, { ...this.#fields, ...printable(fields) });
  }
}

/** Fields as they cross to the genuine runtime (facts 3.4); one that cannot, a function say, is shown by its type. */
function printable(fields: LogFields): LogFields {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, crossed(value)]));
}

function crossed(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  try {
    return JSON.parse(jsonText(value)) as unknown;
  } catch {
    // Whatever the application put in, a log line must not break what it was doing.
    const type = typeof value;
    return type.charAt(0).toUpperCase() + type.slice(1);
  }
}
