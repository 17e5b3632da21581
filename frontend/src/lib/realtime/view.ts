import type { State } from "./state";

/** What a screen shows of the connection. */
export interface ConnectionView {
  state: "live" | "connecting" | "offline" | "resyncing";
  /** Everything up to here is on the screen; null before the first ack. */
  seq: number | null;
  /** Milliseconds since the epoch; what is shown may be older than the server's rows since then. */
  staleSince: number | null;
  /** When the next attempt begins. */
  retryAt: number | null;
  /** Why there is no connection. */
  reason: string | null;
  /** True when only a person can mend it: log in again, reload. */
  final: boolean;
}

/** One failed attempt is no news yet: a restart of the server should look like a short reconnect. */
const FAILURES_UNTIL_OFFLINE = 2;

/** Draws the state of the connection for a screen. */
export function viewOf(state: State): ConnectionView {
  return {
    state: nameOf(state),
    seq: state.cursor?.seq ?? null,
    staleSince: state.staleSince,
    retryAt: state.phase === "waiting" ? state.alarmAt : null,
    reason: state.reason,
    final: state.phase === "refused",
  };
}

function nameOf(state: State): ConnectionView["state"] {
  switch (state.phase) {
    case "live":
      if (state.refetching === null) return "live";
      return state.staleSince === null ? "connecting" : "resyncing";
    case "replay":
      return "resyncing";
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
