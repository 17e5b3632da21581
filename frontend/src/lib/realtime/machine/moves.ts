import { pauseMs, type Retry } from "./backoff";
import { strike, transportOf } from "./chain";
import type { Effect, Spare, State, Step, World } from "./state";

const TICKET_MS = 15_000;
export const CONNECT_MS = 8_000;
export const HANDSHAKE_MS = 12_000;
/** Connected for this long, the earlier failures no longer count. */
const SETTLED_MS = 10_000;

export const unchanged = (state: State): Step => ({ state, effects: [] });

/** One step after another. */
export function andThen(step: Step, next: (state: State) => Step): Step {
  const { state, effects } = next(step.state);
  return { state, effects: [...step.effects, ...effects] };
}

/** Begins the next attempt. A socket needs a ticket of its own, good for one use; other transports carry the login along. */
export function connect(state: State, world: World): Step {
  const { connection, phase, by, effect } = begin(state, state.rung, world);
  return {
    state: {
      ...state,
      phase,
      connection,
      connections: connection,
      openedAt: world.now,
      phaseBy: by,
      pongBy: null,
      proof: null,
    },
    effects: [effect],
  };
}

/** The first step towards the server on a rung of the chain. */
export function begin(state: State, rung: number, world: World): Omit<Spare, "rung"> & { effect: Effect } {
  const connection = state.connections + 1;
  const transport = transportOf(state, rung);
  return transport === "websocket"
    ? { connection, phase: "ticket", by: world.now + TICKET_MS, effect: { type: "fetch-ticket", connection } }
    : {
        connection,
        phase: "opening",
        by: world.now + CONNECT_MS,
        effect: { type: "open", connection, transport, ticket: null },
      };
}

/** Gives the connection up and tries again. */
export function lose(state: State, reason: string, retry: Retry, world: World): Step {
  const closed: Step = {
    state: {
      ...state,
      reason,
      attempts: failuresSoFar(state, world) + 1,
      ...(isSettled(state, world) ? { strikes: 0, refusals: 0 } : {}),
      ...(isSettled(state, world) && state.rung === 0 ? { probes: 0 } : {}),
      ...atRest,
      phase: "waiting",
      phaseBy: world.now + pauseMs(retry, world.random),
      staleSince: staleSince(state, world),
    },
    effects: [{ type: "close", connection: state.connection }],
  };
  if (state.spare !== null) return andThen(closed, (lost) => unchanged(adopt(lost, state.spare)));
  return retry === "at-once" ? andThen(closed, (lost) => connect(lost, world)) : closed;
}

/** The same when the transport itself failed: what speaks against it is counted, and the next one down is tried at once. */
export function loseBy(weight: number, state: State, reason: string, retry: Retry, world: World): Step {
  const struck = strike(state, weight);
  return lose(struck, reason, struck.rung === state.rung ? retry : "at-once", world);
}

/** What was the spare is now the attempt that counts. */
export function adopt(state: State, spare: Spare | null): State {
  if (spare === null) return state;
  const { connection, rung, phase, by } = spare;
  return {
    ...state,
    connection,
    rung,
    phase,
    phaseBy: by,
    spare: null,
    strikes: rung === state.rung ? state.strikes : 0,
  };
}

/** Gives up until a person acts. */
export function refuse(state: State, reason: string, world: World): Step {
  return {
    state: { ...state, ...atRest, phase: "refused", reason, staleSince: staleSince(state, world) },
    effects: closeAll(state),
  };
}

export function stop(state: State): Step {
  return { state: { ...state, ...atRest, phase: "stopped" }, effects: closeAll(state) };
}

const closeAll = ({ connection, spare }: State): Effect[] =>
  [connection, ...(spare === null ? [] : [spare.connection])].map((each) => ({ type: "close", connection: each }));

/** Nothing is open and nothing is awaited. Number 0 belongs to no link, so whatever still comes is ignored. */
const atRest = {
  connection: 0,
  spare: null,
  spareAt: null,
  draining: false,
  phaseBy: null,
  pongBy: null,
  flow: null,
  authBy: null,
  late: false,
} as const;

/** True between the ack and the end of a connection. */
export function isAcknowledged(state: State): boolean {
  return state.phase === "replay" || state.phase === "live";
}

/** True for a connection that has stood for a while. */
export function isSettled(state: State, world: World): boolean {
  return isAcknowledged(state) && world.now - state.ackedAt >= SETTLED_MS;
}

/** Failed attempts that count. */
export function failuresSoFar(state: State, world: World): number {
  return isSettled(state, world) ? 0 : state.attempts;
}

/** The last moment of which we know that nothing was missing. */
function staleSince(state: State, world: World): number {
  if (state.staleSince !== null) return state.staleSince;
  return isAcknowledged(state) ? state.lastHeardAt : world.now;
}
