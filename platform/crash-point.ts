import { writeSync } from "node:fs";

/** The places where the crash tests end the process: each lies between two steps of an event's path, of a batch, or of a day's close. */
export const CRASH_POINTS = [
  "after-commit-before-publish",
  "after-publish-before-delete",
  "after-receipt-before-sequencing",
  "after-sequencing-before-fanout",
  "during-replay",
  "during-bulk-check-in",
  "during-day-close",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

const [armed, passes] = (process.env["LOBBY_ENV"] === "production" ? "" : (process.env["LOBBY_CRASH_AT"] ?? "")).split(
  ":",
);
let left = Number(passes ?? 1);

/**
 * Kills the process here with SIGKILL when LOBBY_CRASH_AT names this point (`during-replay`, or `during-replay:40` for the fortieth
 * time that it comes here) and LOBBY_ENV is not production; else does nothing.
 */
export function crashPoint(name: CrashPoint): void {
  if (armed !== name || --left > 0) return;
  writeSync(2, `crash point: ${name}\n`);
  process.kill(process.pid, "SIGKILL");
}
