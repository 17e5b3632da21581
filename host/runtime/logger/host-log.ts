import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { writeLasting } from "../../services/lasting-output";
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
  readonly #out: (text: string) => void;
  #pending = "";

  constructor(
    level: LevelName,
    format: "json" | "pretty",
    out: (text: string) => void = (text) => writeLasting(process.stderr, text),
  ) {
    this.#threshold = NUMBER[level];
    this.#format = format;
    this.#out = out;
    process.on("exit", () => writeAtExit(this.#take()));
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

  /** Resolves when all that was written so far has left. */
  flushed(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  #flush(): void {
    const text = this.#take();
    if (text !== "") this.#out(text);
  }

  #take(): string {
    const text = this.#pending;
    this.#pending = "";
    return text;
  }
}

/** What a reader does not take at once is lost; it must not change the exit code. */
function writeAtExit(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody is there to be told.
  }
}

function jsonLine(fields: LogFields): string {
  const sorted: LogFields = {};
  for (const key of Object.keys(fields).sort()) sorted[key] = fields[key];
  try {
    return JSON.stringify(sorted, bigintAsText);
  } catch {
    // Fields come from the application: a cycle, or a toJSON that throws, must not break what it was doing.
    return JSON.stringify({ ...sorted, ...unprintable(fields) }, bigintAsText);
  }
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** Fields that JSON cannot hold, as Node shows them. */
function unprintable(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => typeof value === "object")
      .map(([key, value]) => [key, inspect(value)]),
  );
}
