import { LogLevel, type LogLevelNumber } from "../enums";
import type { Request } from "../request";
import type { HostLog, LevelName, LogFields } from "./host-log";

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
    const line: LogFields = { ...this.#fields, ...fields, ...request?.logFields() };
    if (caller !== undefined) line["caller"] = caller;
    if (error !== undefined) {
      line["error"] = error.message;
      line["stack"] = error.stack;
    }
    this.#log.write(name, message, line);
  }

  withLevel(level: LogLevelNumber): Logger {
    return new Logger(this.#log, level, this.#fields);
  }

  with(fields: LogFields): Logger {
    return new Logger(this.#log, this.#level, { ...this.#fields, ...fields });
  }
}
