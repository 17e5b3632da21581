import { renew } from "./auth";
import { STRIKE } from "./chain";
import { acknowledge } from "./flow";
import { connect, isAcknowledged, lose, loseBy, andThen, unchanged } from "./moves";
import { dropSpare, openSpare } from "./spare";
import type { State, Step, World } from "./state";

/** The server pings every 30 s (RT10); when nothing has come for this long, it is asked. */
export const QUIET_MS = 40_000;
export const PONG_MS = 8_000;
/** After so long without a frame there is no sense in asking: the machine slept, and its connection did not survive. */
const SLEPT_MS = 60_000;

/** When the next thing is due; null when nothing is. */
export function alarmAt(state: State): number | null {
  const { phaseBy, pongBy, flow, authBy, spareAt, spare } = state;
  const quiet = isAcknowledged(state) && pongBy === null ? state.lastHeardAt + QUIET_MS : null;
  const due = [phaseBy, pongBy, quiet, flow?.ackBy, authBy, spareAt, spare?.by].filter((at) => typeof at === "number");
  return due.length === 0 ? null : Math.min(...due);
}

/** Does whatever is due by now. Timers may come late by minutes, in a page that is not looked at. */
export function onAlarm(state: State, world: World): Step {
  const isDue = (at: number | null | undefined): boolean => typeof at === "number" && at <= world.now;
  const rules: ((s: State) => Step)[] = [
    (s) => (s.spare !== null && isDue(s.spare.by) ? dropSpare(s, s.spare, undefined, world) : unchanged(s)),
    (s) => (isDue(s.phaseBy) ? onPhaseEnd(s, world) : unchanged(s)),
    (s) => (isAcknowledged(s) ? onQuiet(s, world) : unchanged(s)),
    (s) => (isDue(s.flow?.ackBy) ? acknowledge(s) : unchanged(s)),
    (s) => (isDue(s.authBy) ? renew(s, world) : unchanged(s)),
    (s) => (isDue(s.spareAt) ? openSpare(s, world) : unchanged(s)),
  ];
  return rules.reduce((step, rule) => andThen(step, rule), unchanged(state));
}

function onPhaseEnd(state: State, world: World): Step {
  switch (state.phase) {
    case "waiting":
      return connect(state, world);
    case "ticket":
      return lose(state, "timeout", "soon", world);
    case "opening":
      return loseBy(STRIKE.swallowed, state, "timeout", "soon", world);
    case "handshake":
      return loseBy(STRIKE.unanswered, state, "timeout", "soon", world);
    default:
      return unchanged({ ...state, phaseBy: null });
  }
}

/** An answer to our ping that does not come means that nobody is at the other end. */
function onQuiet(state: State, world: World): Step {
  const quietMs = world.now - state.lastHeardAt;
  const dead = state.pongBy !== null ? world.now >= state.pongBy : quietMs >= SLEPT_MS;
  if (!dead) return quietMs >= QUIET_MS ? ask(state, world) : unchanged(state);
  const lost = lose(state, "silence", "at-once", world);
  return { state: lost.state, effects: [{ type: "fault", fault: "silence" }, ...lost.effects] };
}

/** Asks whether somebody is still there. */
export function ask(state: State, world: World): Step {
  if (state.pongBy !== null) return unchanged(state);
  return {
    state: { ...state, pongBy: world.now + PONG_MS },
    effects: [{ type: "send", connection: state.connection, frame: { type: "ping" } }],
  };
}
