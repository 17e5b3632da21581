import { failed as authFailed, renew, renewAt } from "./auth";
import { probeAt } from "./chain";
import { newFlow, received } from "./flow";
import { judge, sameMarks, within } from "./ledger";
import { failuresSoFar, lose, refuse, andThen, unchanged } from "./moves";
import type { Effect, Fault, LiveEvent, State, Step, World } from "./state";
import type { AckFrame, AuthFrame, ErrorFrame, EventFrame, Frame, PingFrame, ResyncFrame } from "./wire";

/** Events that come this long after they were booked are late: the server, or the way to here, does not keep up. */
const LATE_MS = 5_000;

/** What a frame does to a connection. Frames that the phase does not expect change nothing. */
export function onFrame(state: State, frame: Frame, size: number, world: World): Step {
  const heard: State = { ...state, lastHeardAt: world.now, pongBy: null };
  if (frame.type === "error") return onError(heard, frame, world);
  if (state.phase === "handshake") return frame.type === "ack" ? onAck(heard, frame, world) : unchanged(state);
  if (state.phase !== "replay" && state.phase !== "live") return unchanged(state);
  switch (frame.type) {
    case "ack":
    case "batch":
      return unchanged(heard);
    case "event":
      return andThen(onEvents(heard, frame, world), (after) => received(after, size, frame.seq, world));
    case "ping":
      return onPing(heard, frame, world);
    case "resync":
      return onResync(heard, frame);
    case "drain":
      return unchanged({ ...heard, draining: true, spareAt: world.now + frame.reconnectInMs });
    case "auth":
      return onAuth(heard, frame, world);
  }
}

function onAck(state: State, frame: AckFrame, world: World): Step {
  const { head, epoch, channels } = frame;
  const { cursor } = state;
  const acknowledged: State = {
    ...state,
    ackedAt: world.now,
    phaseBy: null,
    reason: null,
    flow: newFlow(state, frame),
    authBy: renewAt(frame.limits?.authExpiresAt, frame.timestamp, world),
    spareAt: probeAt(state, world),
    draining: false,
  };
  if (cursor === null) {
    return startAfresh({ ...acknowledged, cursor: { epoch, seq: head }, marks: channels }, "connected");
  }
  const marks = within(state.marks, channels);
  // The link before this one has delivered more meanwhile: each event was checked when it came.
  if (cursor.epoch === epoch && cursor.seq > head && (state.staleSince === null || state.refetching !== null)) {
    return unchanged(live({ ...acknowledged, proof: null }));
  }
  const replaying: State = { ...acknowledged, phase: "replay", marks, proof: { at: head, marks: channels } };
  // At the head there is nothing to wait for; behind it events and a ping follow; anywhere else the server sends a resync (RT5).
  return cursor.epoch === epoch && cursor.seq === head ? prove(replaying, cursor.seq, [], world) : unchanged(replaying);
}

function onEvents(state: State, frame: EventFrame, world: World): Step {
  let current = state;
  const fresh: LiveEvent[] = [];
  const delivered = (): Effect[] => (fresh.length === 0 ? [] : [{ type: "deliver", events: fresh }]);
  for (const event of frame.events) {
    if (current.proof !== null && event.seq > current.proof.at) {
      const proven = prove(current, current.proof.at, [], world);
      if (proven.state.phase !== "live") return { state: proven.state, effects: [...delivered(), ...proven.effects] };
      current = proven.state;
    }
    const verdict = judge(current.marks, event);
    if (verdict.kind === "repeat") continue;
    if (verdict.kind !== "next") {
      const failed = fail(current, event.seq <= (current.cursor?.seq ?? 0) ? "mismatch" : verdict.kind, world);
      return { state: failed.state, effects: [...delivered(), ...failed.effects] };
    }
    fresh.push({ ...event, service: frame.service });
    current = advance({ ...current, marks: { ...current.marks, [event.channel]: verdict.mark } }, event.seq);
  }
  const late = Date.parse(frame.timestamp) - Date.parse(frame.events.at(-1)?.at ?? "") > LATE_MS;
  return prove(advance({ ...current, late }, frame.seq), frame.seq, delivered(), world);
}

/** Whoever is behind gets events; a ping in a quiet minute says that there are none. */
function onPing(state: State, frame: PingFrame, world: World): Step {
  return prove(advance({ ...state, late: false }, frame.seq), frame.seq, [], world);
}

function onResync(state: State, frame: ResyncFrame): Step {
  const marks = frame.channels ?? state.proof?.marks ?? state.marks;
  return startAfresh({ ...state, cursor: { epoch: frame.epoch, seq: frame.head }, marks }, frame.reason);
}

function onAuth(state: State, frame: AuthFrame, world: World): Step {
  if (frame.required === true) return renew(state, world);
  return unchanged({ ...state, authBy: renewAt(frame.expiresAt, frame.timestamp, world) });
}

function onError(state: State, frame: ErrorFrame, world: World): Step {
  if (frame.reason === "bad_message") return unchanged(state);
  if (frame.reason === "auth_refused") return authFailed(state, false, world);
  if (frame.retryAfterMs === undefined) return refuse(state, frame.reason, world);
  const refused = { ...state, refusals: state.refusals + 1, strikes: 0 };
  return lose(refused, frame.reason, { afterMs: frame.retryAfterMs }, world);
}

/** A frame promises everything up to its seq (RT8). */
function advance(state: State, seq: number): State {
  const { cursor } = state;
  return cursor === null || seq <= cursor.seq ? state : { ...state, cursor: { ...cursor, seq } };
}

/** Ends the replay when it has reached the ack's head, if every channel is then in the state that the server named (RT6). */
function prove(state: State, seq: number, effects: Effect[], world: World): Step {
  if (state.proof === null || seq < state.proof.at) return { state, effects };
  if (!sameMarks(state.marks, state.proof.marks)) {
    const failed = fail(state, "mismatch", world);
    return { state: failed.state, effects: [...effects, ...failed.effects] };
  }
  return { state: live({ ...state, proof: null }), effects };
}

function live(state: State): State {
  return {
    ...state,
    phase: "live",
    holes: 0,
    staleSince: state.refetching === null ? null : state.staleSince,
  };
}

/** Goes on from the server's head and has the rows fetched anew: what lies between is in them. */
function startAfresh(state: State, reason: string): Step {
  const refetch = state.refetches + 1;
  return {
    state: live({ ...state, proof: null, refetching: refetch, refetches: refetch }),
    effects: [{ type: "refetch", refetch, reason }],
  };
}

/**
 * Something is missing or not what the server chained. A hole is first answered by resuming at the last good cursor; if that does not
 * help, or the content is in doubt, the client starts without one.
 */
export function fail(state: State, fault: Fault, world: World): Step {
  const resume = fault === "garbled" || (fault === "hole" && state.holes === 0);
  const doubtful: State = resume ? { ...state, holes: 1 } : { ...state, holes: 0, cursor: null, marks: {} };
  // Again and again the same: whatever is wrong will be wrong once more.
  const retry = failuresSoFar(state, world) < 2 ? "at-once" : { refusals: state.attempts };
  const lost = lose(doubtful, fault, retry, world);
  return { state: lost.state, effects: [{ type: "fault", fault }, ...lost.effects] };
}
