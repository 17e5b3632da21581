import { writeSync } from "node:fs";
import { LogLevel, type LogLevelNumber } from "../enums";
import { prettyLine } from "./pretty";

export type LogFields = Record<string, unknown>;
export type LevelName = "trace" | "debug" | "info" | "warn" | "error";

const NUMBER: Record<LevelName, LogLevelNumber> = {
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warn: LogLevel.Warn,
  error: LogLevel.Error,
};

/**
 * Log lines on stderr: one JSON object a line with its keys in alphabetical order, always `level`, `message` and `time`, or a
 * readable line. Lines of one turn of the event loop leave in one write; what is left at the exit is written then.
 */
export class HostLog {
  readonly #threshold: LogLevelNumber;
  readonly #format: "json" | "pretty";
  #pending = "";

  constructor(level: LevelName, format: "json" | "pretty") {
    this.#threshold = NUMBER[level];
    this.#format = format;
    process.on("exit", () => this.#flushNow());
  }

  /** Ask before assembling fields. */
  enabled(level: LevelName): boolean {
    return NUMBER[level] >= this.#threshold;
  }

  write(level: LevelName, message: string, fields?: LogFields): void {
    if (!this.enabled(level)) return;
    const line = { ...fields, level, message, time: new Date().toISOString() };
    const text = this.#format === "json" ? jsonLine(line) : prettyLine(line);
    if (this.#pending === "") setImmediate(() => this.#flush());
    this.#pending += `${text}\n`;
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = "";
    if (text !== "") process.stderr.write(text);
  }

  #flushNow(): void {
    const text = this.#pending;
    this.#pending = "";
    if (text !== "") writeSync(2, text);
  }
}

function jsonLine(fields: LogFields): string {
  const sorted: LogFields = {};
  for (const key of Object.keys(fields).sort()) sorted[key] = fields[key];
  return JSON.stringify(sorted, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
