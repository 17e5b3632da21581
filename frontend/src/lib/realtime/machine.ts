import { onFrame } from "./frames";
import { CONNECT_MS, connect, HANDSHAKE_MS, isAcknowledged, lose, refuse, SILENCE_MS, watch } from "./moves";
import type { Input, State, Step, World } from "./state";

/** A socket that closes this soon after it was opened was cut on the way, not refused. */
const CUT_MS = 1_000;
const CUTS_AT_ONCE = 3;
const PONG_MS = 5_000;

/**
 * The client's side of the protocol, without sockets and clocks. Total: an input that does not fit the phase changes nothing.
 *
 *   stopped ─start→ ticket ─ticket→ opening ─opened→ handshake ─ack→ replay ─proven→ live
 *                    ↑   └─refused for good→ refused      └─without a cursor──────────┘
 *                    └─alarm, woke── waiting ←─closed, silence, hole, error─┘ (from every phase of a connection)
 */
export function step(state: State, input: Input, world: World): Step {
  if ("connection" in input && input.connection !== state.connection) return unchanged(state);
  switch (input.type) {
    case "start":
      return state.phase === "stopped" || state.phase === "refused" ? connect(state, world) : unchanged(state);
    case "stop":
      return {
        state: { ...state, phase: "stopped", connection: state.connection + 1, alarmAt: null },
        effects: [{ type: "close" }],
      };
    case "ticket":
      return state.phase === "ticket" ? openSocket(state, input.ticket, world) : unchanged(state);
    case "ticket-failed":
      if (state.phase !== "ticket") return unchanged(state);
      if (input.final) return refuse(state, input.reason, world);
      return lose(
        state,
        input.reason,
        input.retryAfterMs === undefined ? "backoff" : { afterMs: input.retryAfterMs },
        world,
      );
    case "opened":
      return state.phase === "opening" ? shakeHands(state, world) : unchanged(state);
    case "frame":
      return onFrame(state, input.frame, world);
    case "closed":
      return onClosed(state, world);
    case "alarm":
      return onAlarm(state, world);
    case "woke":
      return onWoke(state, world);
    case "refetched":
      return onRefetched(state, input.refetch, input.ok, world);
  }
}

const unchanged = (state: State): Step => ({ state, effects: [] });

function openSocket(state: State, ticket: string, world: World): Step {
  return {
    state: { ...state, phase: "opening", openedAt: world.now, alarmAt: world.now + CONNECT_MS },
    effects: [{ type: "open", connection: state.connection, ticket }],
  };
}

function shakeHands(state: State, world: World): Step {
  const resume = state.cursor === null ? {} : { lastSeq: state.cursor.seq, epoch: state.cursor.epoch };
  return {
    state: {
      ...state,
      phase: "handshake",
      openedAt: world.now,
      lastHeardAt: world.now,
      alarmAt: world.now + HANDSHAKE_MS,
    },
    effects: [{ type: "send", frame: { services: state.services, version: 1, ...resume } }],
  };
}

function onClosed(state: State, world: World): Step {
  if (isAcknowledged(state)) return lose(state, "closed", "backoff", world);
  if (state.phase !== "opening" && state.phase !== "handshake") return unchanged(state);
  const cut = world.now - state.openedAt < CUT_MS && state.attempts < CUTS_AT_ONCE;
  return lose(state, "closed", cut ? "at-once" : "backoff", world);
}

function onAlarm(state: State, world: World): Step {
  if (state.alarmAt === null || world.now < state.alarmAt) return unchanged(state);
  switch (state.phase) {
    case "stopped":
    case "refused":
      return unchanged({ ...state, alarmAt: null });
    case "waiting":
      return connect(state, world);
    case "ticket":
    case "opening":
    case "handshake":
      return lose(state, "timeout", "backoff", world);
    case "replay":
    case "live":
      return onSilence(state, world);
  }
}

/** An answer to our ping that does not come, or a minute without any frame, means that nobody is at the other end. */
function onSilence(state: State, world: World): Step {
  const dead = state.pongBy !== null ? world.now >= state.pongBy : world.now - state.lastHeardAt >= SILENCE_MS;
  if (!dead) return unchanged(watch(state));
  const lost = lose(state, "silence", "at-once", world);
  return { state: lost.state, effects: [{ type: "fault", fault: "silence" }, ...lost.effects] };
}

function onWoke(state: State, world: World): Step {
  if (state.phase === "waiting") return connect(state, world);
  if (!isAcknowledged(state) || state.pongBy !== null) return unchanged(state);
  const pongBy = world.now + PONG_MS;
  return { state: { ...state, pongBy, alarmAt: pongBy }, effects: [{ type: "send", frame: { type: "ping" } }] };
}

/** Rows that could not be fetched leave the screen behind the cursor, so the cursor goes and the next connection asks again. */
function onRefetched(state: State, refetch: number, ok: boolean, world: World): Step {
  if (state.refetching !== refetch) return unchanged(state);
  const done: State = { ...state, refetching: null };
  if (ok) return unchanged(state.phase === "live" ? { ...done, staleSince: null } : done);
  const without: State = { ...done, cursor: null, marks: {} };
  return isAcknowledged(state) ? lose(without, "refetch_failed", "backoff", world) : unchanged(without);
}
