import { backoffMs } from "./backoff";
import type { State, Step, World } from "./state";

/** A minute without a frame means a dead connection: the server pings every 30 s (RT10). */
export const SILENCE_MS = 60_000;
export const CONNECT_MS = 10_000;
export const HANDSHAKE_MS = 15_000;
const TICKET_MS = 15_000;
/** Connected for this long, the earlier failures no longer count. */
const SETTLED_MS = 10_000;

/** Begins the next attempt, with a ticket of its own: a ticket is good for one use. */
export function connect(state: State, world: World): Step {
  const connection = state.connection + 1;
  return {
    state: { ...state, phase: "ticket", connection, pongBy: null, proof: null, alarmAt: world.now + TICKET_MS },
    effects: [{ type: "fetch-ticket", connection }],
  };
}

/** When to try again: after the full-jitter pause, after the pause the server asked for, or at once. */
type Retry = "backoff" | "at-once" | { afterMs: number };

/** Gives the connection up and tries again. */
export function lose(state: State, reason: string, retry: Retry, world: World): Step {
  const failures = failuresSoFar(state, world);
  const afterMs = typeof retry === "object" ? retry.afterMs : undefined;
  const delayMs = retry === "at-once" ? 0 : backoffMs(failures, world.random, afterMs);
  const lost: State = { ...state, reason, attempts: failures + 1, staleSince: staleSince(state, world) };
  if (retry === "at-once") {
    const again = connect(lost, world);
    return { state: again.state, effects: [{ type: "close" }, ...again.effects] };
  }
  return {
    state: { ...lost, phase: "waiting", connection: state.connection + 1, pongBy: null, alarmAt: world.now + delayMs },
    effects: [{ type: "close" }],
  };
}

/** Gives up until a person acts. */
export function refuse(state: State, reason: string, world: World): Step {
  const connection = state.connection + 1;
  return {
    state: {
      ...state,
      phase: "refused",
      reason,
      connection,
      pongBy: null,
      alarmAt: null,
      staleSince: staleSince(state, world),
    },
    effects: [{ type: "close" }],
  };
}

/** Sets the alarm of an acknowledged connection. */
export function watch(state: State): State {
  return { ...state, alarmAt: state.pongBy ?? state.lastHeardAt + SILENCE_MS };
}

/** True between the ack and the end of a connection. */
export function isAcknowledged(state: State): boolean {
  return state.phase === "replay" || state.phase === "live";
}

/** Failed attempts that count for the next pause. */
export function failuresSoFar(state: State, world: World): number {
  return isAcknowledged(state) && world.now - state.ackedAt >= SETTLED_MS ? 0 : state.attempts;
}

/** The last moment of which we know that nothing was missing. */
function staleSince(state: State, world: World): number {
  if (state.staleSince !== null) return state.staleSince;
  return isAcknowledged(state) ? state.lastHeardAt : world.now;
}
