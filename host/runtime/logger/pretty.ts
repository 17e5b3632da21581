import { inspect } from "node:util";
import type { StackFrame } from "./stack";

/** What a line shows first; the rest follows as key=value. */
const SHOWN_FIRST = new Set(["time", "level", "message"]);
/** Only of use to machines. */
const LEFT_OUT = new Set(["span_id", "trace_id", "stack"]);

/** `12:30:05.120 INF starting request service=guest endpoint=arrivals` */
export function prettyLine(line: { time: string; level: string; message: string }): string {
  const rest = Object.entries(line)
    .filter(([key, value]) => value !== undefined && !SHOWN_FIRST.has(key) && !LEFT_OUT.has(key))
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : inspect(value, { breakLength: Infinity })}`);
  const stack = "stack" in line ? stackText(line.stack) : "";
  return `${line.time.slice(11, 23)} ${line.level.slice(0, 3).toUpperCase()} ${[line.message, ...rest].join(" ")}${stack}`;
}

/** A stack is text, or the frames that the application's logger keeps of it. */
function stackText(stack: unknown): string {
  if (typeof stack === "string") return `\n${stack}`;
  return (stack as StackFrame[]).map(({ file, line, func }) => `\n    at ${func ?? "?"} (${file}:${line})`).join("");
}
