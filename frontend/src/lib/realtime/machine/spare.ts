import { probeAt, probedRung } from "./chain";
import { onFrame } from "./frames";
import { adopt, begin, CONNECT_MS, HANDSHAKE_MS, isAcknowledged, andThen, unchanged } from "./moves";
import { handshakeOf } from "./handshake";
import type { Input, Spare, State, Step, World } from "./state";

/** After a drain that led to no other server yet. */
const DRAIN_AGAIN_MS = 1_000;

/** Makes a second link while the first goes on delivering: to a server that stays (RT23), or by a better transport. */
export function openSpare(state: State, world: World): Step {
  const idle = { ...state, spareAt: null };
  if (!isAcknowledged(state) || state.spare !== null || (!state.draining && state.rung === 0)) return unchanged(idle);
  const rung = state.draining ? state.rung : probedRung(state);
  const { effect, ...begun } = begin(state, rung, world);
  return { state: { ...idle, connections: begun.connection, spare: { ...begun, rung } }, effects: [effect] };
}

/** What happens to the spare; its ack makes it the link, and the one before is closed. */
export function onSpare(state: State, spare: Spare, input: Input, world: World): Step {
  switch (input.type) {
    case "ticket":
      return {
        state: { ...state, spare: { ...spare, phase: "opening", by: world.now + CONNECT_MS } },
        effects: [{ type: "open", connection: spare.connection, transport: "websocket", ticket: input.ticket }],
      };
    case "opened":
      return {
        state: { ...state, spare: { ...spare, phase: "handshake", by: world.now + HANDSHAKE_MS } },
        effects: [{ type: "send", connection: spare.connection, frame: handshakeOf(state, input.encodings) }],
      };
    case "frame":
      if (input.frame.type === "error") return dropSpare(state, spare, input.frame.retryAfterMs, world);
      if (input.frame.type !== "ack" || spare.phase !== "handshake") return unchanged(state);
      return andThen(
        { state: adopt(state, spare), effects: [{ type: "close", connection: state.connection }] },
        (adopted) => onFrame(adopted, input.frame, input.size, world),
      );
    case "ticket-failed":
      return dropSpare(state, spare, input.retryAfterMs, world);
    case "closed":
    case "garbled":
      return dropSpare(state, spare, undefined, world);
    default:
      return unchanged(state);
  }
}

/** The first link goes on; the next spare is made later. */
export function dropSpare(state: State, spare: Spare, retryAfterMs: number | undefined, world: World): Step {
  const without = { ...state, spare: null, probes: state.draining ? state.probes : state.probes + 1 };
  const inMs = retryAfterMs ?? (state.draining ? DRAIN_AGAIN_MS : undefined);
  const spareAt = inMs === undefined ? probeAt(without, world) : world.now + inMs * (1 + world.random / 5);
  return { state: { ...without, spareAt }, effects: [{ type: "close", connection: spare.connection }] };
}
