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

const [armed, detail] = (process.env["LOBBY_ENV"] === "production" ? "" : (process.env["LOBBY_CRASH_AT"] ?? "")).split(
  ":",
);
const service = detail === undefined || /^\d+$/.test(detail) ? undefined : detail;
let left = service === undefined ? Number(detail ?? 1) : 1;

/**
 * Kills the process here with SIGKILL when LOBBY_CRASH_AT names this point and LOBBY_ENV is not production; else does nothing.
 * `during-replay:40` means the fortieth time that it comes here, `after-commit-before-publish:finance` the first time with finance's
 * events. `services` are those whose events pass.
 */
export function crashPoint(name: CrashPoint, services: () => string[] = () => []): void {
  if (armed !== name || (service !== undefined && !services().includes(service)) || --left > 0) return;
  writeSync(2, `crash point: ${name}\n`);
  process.kill(process.pid, "SIGKILL");
}
