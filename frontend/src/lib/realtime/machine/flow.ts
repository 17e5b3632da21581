import { transportOf } from "./chain";
import { unchanged } from "./moves";
import type { Flow, State, Step, World } from "./state";
import type { AckFrame } from "./wire";

/** What was received is acknowledged at least this often (RT18). */
const ACK_MS = 1_000;

/** Only a socket carries acknowledgements, and only to a server that spoke of a window. */
export function newFlow(state: State, frame: AckFrame): Flow | null {
  const windowBytes = frame.limits?.windowBytes;
  if (windowBytes === undefined || transportOf(state) !== "websocket") return null;
  return { windowBytes, bytes: 0, seq: 0, ackBy: null };
}

/** Counts an event frame that was processed; acknowledges once half of the window has come. */
export function received(state: State, size: number, seq: number, world: World): Step {
  const { flow } = state;
  if (flow === null) return unchanged(state);
  const grown: Flow = {
    ...flow,
    bytes: flow.bytes + size,
    seq: Math.max(flow.seq, seq),
    ackBy: flow.ackBy ?? world.now + ACK_MS,
  };
  const counted = { ...state, flow: grown };
  return grown.bytes * 2 >= grown.windowBytes ? acknowledge(counted) : unchanged(counted);
}

export function acknowledge(state: State): Step {
  const { flow, connection } = state;
  if (flow === null || flow.ackBy === null) return unchanged(state);
  return {
    state: { ...state, flow: { ...flow, bytes: 0, ackBy: null } },
    effects: [{ type: "send", connection, frame: { type: "ack", seq: flow.seq } }],
  };
}
