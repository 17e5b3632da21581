import { QUIET_MS } from "./alarms";
import { transportOf } from "./chain";
import { isAcknowledged } from "./moves";
import type { State } from "./state";
import type { Transport } from "./transport";

/** What a screen shows of the connection. */
export interface ConnectionView {
  /**
   * live: complete, and events come as they happen. polling: complete, asked for in turns. lagging: connected, but events come late or
   * the server is silent. catching-up: what was missed is coming. connecting: the first time, or for a moment. offline: not to be had.
   */
  state: "connecting" | "catching-up" | "live" | "lagging" | "polling" | "offline";
  /** By which way; null while there is no connection. */
  transport: Transport | null;
  /** Everything up to here is on the screen; null before the first ack. */
  seq: number | null;
  /** The last sign of life of the server, in milliseconds since the epoch: this is how fresh the screen is. */
  heardAt: number | null;
  /** Milliseconds since the epoch; what is shown may be older than the server's rows since then. */
  staleSince: number | null;
  /** When the next attempt begins. */
  retryAt: number | null;
  /** Why there is no connection. */
  reason: string | null;
  /** True when only a person can mend it: log in again, reload. */
  final: boolean;
}

/** Before anything was tried. */
export const NOTHING_YET: ConnectionView = {
  state: "connecting",
  transport: null,
  seq: null,
  heardAt: null,
  staleSince: null,
  retryAt: null,
  reason: null,
  final: false,
};

/** One failed attempt is no news yet: a restart of the server should look like a short reconnect. */
const FAILURES_UNTIL_OFFLINE = 2;

/** Draws the state of the connection for a screen. */
export function viewOf(state: State): ConnectionView {
  return {
    state: nameOf(state),
    transport: isAcknowledged(state) ? transportOf(state) : null,
    seq: state.cursor?.seq ?? null,
    heardAt: state.lastHeardAt === 0 ? null : state.lastHeardAt,
    staleSince: state.staleSince,
    retryAt: state.phase === "waiting" ? state.phaseBy : null,
    reason: state.reason,
    final: state.phase === "refused",
  };
}

function nameOf(state: State): ConnectionView["state"] {
  switch (state.phase) {
    case "live":
    case "replay":
      return nameOfConnected(state);
    case "refused":
      return "offline";
    case "stopped":
      return "connecting";
    case "ticket":
    case "opening":
    case "handshake":
    case "waiting":
      return state.attempts >= FAILURES_UNTIL_OFFLINE ? "offline" : "connecting";
  }
}

function nameOfConnected(state: State): ConnectionView["state"] {
  if (state.refetching !== null) return state.staleSince === null ? "connecting" : "catching-up";
  // A spare that has taken over is in replay for a moment, with nothing missing.
  if (state.staleSince !== null) return "catching-up";
  const isUnanswered = state.pongBy !== null && state.pongBy - state.lastHeardAt > QUIET_MS;
  if (state.late || isUnanswered) return "lagging";
  return transportOf(state).endsWith("poll") ? "polling" : "live";
}
