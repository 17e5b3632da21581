import log from "encore.dev/log";
import { clock } from "../../platform/clock";
import type { Connection } from "./connection";
import { LogBudget } from "./log-budget";

/** A connection that was behind for so long deserves a line when it is live again. */
export const SLOW_MS = 5000;

const budget = new LogBudget();

/** One structured line about a connection, unless there have been too many of its kind. */
function line(level: "info" | "warn", message: string, connection: Connection, more: Record<string, unknown>): void {
  // A poll is over at once and comes again: the log of requests has it.
  if (connection.transport === "poll") return;
  const suppressed = budget.take(message, clock.nowMs());
  if (suppressed === null) return;
  const { id: connectionId, transport, auth } = connection;
  const { orgId, sessionId, userID: personId } = auth;
  const left = suppressed > 0 ? { suppressed } : {};
  log[level](message, { connectionId, orgId, personId, sessionId, transport, ...more, ...left });
}

/** What the log says of connections. */
export const connectionLog = {
  opened: (connection: Connection, head: number, services: readonly string[]): void =>
    line("info", "stream opened", connection, { head, services: services.join(" ") }),
  closed: (connection: Connection, reason: string): void =>
    line("info", "stream closed", connection, { reason, durationMs: clock.nowMs() - connection.openedAtMs }),
  lagging: (connection: Connection, cursor: number): void => line("warn", "stream lagging", connection, { cursor }),
  caughtUp: (connection: Connection, cursor: number, behindMs: number): void =>
    line("warn", "stream was slow", connection, { cursor, behindMs }),
  resync: (connection: Connection, reason: string, head: number): void =>
    line("info", "stream resync", connection, { reason, head }),
};
