import type { State, World } from "./state";
import type { Transport } from "./transport";

/** So much against a transport, and the next one down is tried. */
const ENOUGH = 4;
/** A connection was refused, was cut, or ended soon after it stood. */
export const STRIKE = { refused: 2, cut: 1, unanswered: 2, swallowed: ENOUGH } as const;

const PROBE_MS = 15_000;
const PROBE_CAP_MS = 300_000;

export const transportOf = (state: State, rung = state.rung): Transport => state.chain[rung] ?? "websocket";

/** Counts a failure that was the transport's own; one rung down when there have been enough. */
export function strike(state: State, weight: number): State {
  const strikes = state.strikes + weight;
  if (strikes < ENOUGH || state.rung >= state.chain.length - 1) return { ...state, strikes };
  return { ...state, strikes: 0, rung: state.rung + 1 };
}

/** When a better transport is tried beside this one; null on the best. */
export function probeAt(state: State, world: World): number | null {
  if (state.rung === 0) return null;
  return world.now + Math.min(PROBE_CAP_MS, PROBE_MS * 2 ** Math.min(state.probes, 16)) * (0.75 + world.random / 2);
}

/** Which one: the best, andThen the next best, and so on. */
export const probedRung = (state: State): number => state.probes % state.rung;
