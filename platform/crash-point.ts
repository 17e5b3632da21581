import { writeSync } from "node:fs";

/** The places where the crash test ends the process: each lies between two steps of an event's path. */
export type CrashPoint =
  | "after-commit-before-publish"
  | "after-publish-before-delete"
  | "after-receipt-before-sequencing"
  | "after-sequencing-before-fanout"
  | "during-replay";

const armed = process.env["LOBBY_ENV"] === "production" ? undefined : process.env["LOBBY_CRASH_AT"];

/** Kills the process here with SIGKILL when LOBBY_CRASH_AT names this point and LOBBY_ENV is not production; else does nothing. */
export function crashPoint(name: CrashPoint): void {
  if (armed !== name) return;
  writeSync(2, `crash point: ${name}\n`);
  process.kill(process.pid, "SIGKILL");
}
