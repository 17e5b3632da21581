import { ask, onAlarm } from "./alarms";
import { failed as authFailed, present } from "./auth";
import { STRIKE } from "./chain";
import { fail, onFrame } from "./frames";
import { handshakeOf } from "./handshake";
import {
  CONNECT_MS,
  connect,
  HANDSHAKE_MS,
  isAcknowledged,
  isSettled,
  lose,
  loseBy,
  refuse,
  stop,
  andThen,
  unchanged,
} from "./moves";
import { onSpare } from "./spare";
import type { Input, State, Step, World } from "./state";

/** A socket that closes this soon after it was opened was cut on the way, not refused. */
const CUT_MS = 1_000;
const CUTS_AT_ONCE = 3;

/**
 * The client's side of the protocol, without sockets and clocks. Total: an input that does not fit the phase changes nothing.
 *
 *   stopped ─start→ ticket ─ticket→ opening ─opened→ handshake ─ack→ replay ─proven→ live
 *                    ↑   └─refused for good→ refused      └─without a cursor──────────┘
 *                    └─alarm, woke── waiting ←─closed, silence, hole, error─┘ (from every phase of a connection)
 *
 * Beside it, a spare link goes from ticket to ack and then takes the first one's place.
 */
export function step(state: State, input: Input, world: World): Step {
  const { spare } = state;
  if ("connection" in input && input.connection !== state.connection) {
    return input.connection === spare?.connection ? onSpare(state, spare, input, world) : unchanged(state);
  }
  switch (input.type) {
    case "start":
      return onStart(state, world);
    case "stop":
      return stop(state);
    case "ticket":
      if (isAcknowledged(state)) return present(state, input.ticket);
      return state.phase === "ticket" ? openSocket(state, input.ticket, world) : unchanged(state);
    case "ticket-failed":
      return onTicketFailed(state, input, world);
    case "opened":
      return state.phase === "opening" ? shakeHands(state, input.encodings, world) : unchanged(state);
    case "frame":
      return onFrame(state, input.frame, input.size, world);
    case "closed":
      return onClosed(state, world);
    case "garbled":
      return isAcknowledged(state) ? fail(state, "garbled", world) : unchanged(state);
    case "alarm":
      return onAlarm(state, world);
    case "woke":
      return onWoke(state, world);
    case "refetched":
      return onRefetched(state, input.refetch, input.ok, world);
  }
}

/** Whoever resumes is behind until it is proven that it is not. */
function onStart(state: State, world: World): Step {
  if (state.phase !== "stopped" && state.phase !== "refused") return unchanged(state);
  const staleSince = state.staleSince ?? (state.cursor === null ? null : world.now);
  return connect({ ...state, staleSince }, world);
}

function openSocket(state: State, ticket: string, world: World): Step {
  const { connection } = state;
  return {
    state: { ...state, phase: "opening", openedAt: world.now, phaseBy: world.now + CONNECT_MS },
    effects: [{ type: "open", connection, transport: "websocket", ticket }],
  };
}

function shakeHands(state: State, encodings: readonly string[], world: World): Step {
  const { now } = world;
  return {
    state: { ...state, phase: "handshake", openedAt: now, lastHeardAt: now, phaseBy: now + HANDSHAKE_MS },
    effects: [{ type: "send", connection: state.connection, frame: handshakeOf(state, encodings) }],
  };
}

/** Words for a refusal, or no way to the server at all: then the attempts go on without growing pauses. */
function onTicketFailed(state: State, refusal: Extract<Input, { type: "ticket-failed" }>, world: World): Step {
  const { reason, final, retryAfterMs } = refusal;
  if (isAcknowledged(state)) return authFailed(state, final, world);
  if (state.phase !== "ticket") return unchanged(state);
  if (final) return refuse(state, reason, world);
  if (reason === "unreachable") return lose(state, reason, "soon", world);
  const refused = { ...state, refusals: state.refusals + 1 };
  return lose(refused, reason, retryAfterMs === undefined ? refused : { afterMs: retryAfterMs }, world);
}

function onClosed(state: State, world: World): Step {
  if (isAcknowledged(state)) {
    return loseBy(isSettled(state, world) ? 0 : STRIKE.cut, state, "closed", "soon", world);
  }
  if (state.phase === "opening") return loseBy(STRIKE.refused, state, "closed", "soon", world);
  if (state.phase !== "handshake") return unchanged(state);
  const cut = world.now - state.openedAt < CUT_MS && state.attempts < CUTS_AT_ONCE;
  return loseBy(STRIKE.cut, state, "closed", cut ? "at-once" : "soon", world);
}

/** Another network may let better transports through; and a connection that is still there says so. */
function onWoke(state: State, world: World): Step {
  if (state.phase === "waiting") return connect(state, world);
  if (!isAcknowledged(state)) return unchanged(state);
  const due = onAlarm(state.rung === 0 ? state : { ...state, spareAt: world.now }, world);
  return andThen(due, (after) => (isAcknowledged(after) ? ask(after, world) : unchanged(after)));
}

/** Rows that could not be fetched leave the screen behind the cursor, so the cursor goes and the next connection asks again. */
function onRefetched(state: State, refetch: number, ok: boolean, world: World): Step {
  if (state.refetching !== refetch) return unchanged(state);
  const done: State = { ...state, refetching: null };
  if (ok) return unchanged(state.phase === "live" ? { ...done, staleSince: null } : done);
  const without: State = { ...done, cursor: null, marks: {} };
  return isAcknowledged(state) ? lose(without, "refetch_failed", "soon", world) : unchanged(without);
}
