import type { Transport } from "./transport";
import type { Frame, Marks, WireEvent } from "./wire";

/** An event with the stream service that it came from. */
export interface LiveEvent extends WireEvent {
  service: string;
}

/** Everything of the audience up to `seq` was delivered. */
export interface Cursor {
  epoch: string;
  seq: number;
}

/** Where to go on, after a restart too, and what everything up to there added up to. */
export interface Position extends Cursor {
  marks: Marks;
}

/** What is asked for; the fields of the handshake (RT1). */
export interface Subscription {
  services: readonly string[];
  /** All of the person's when absent. */
  properties?: readonly number[];
  /** Whether events that a later one of the same entity makes needless may come without their data (RT22). */
  coalesce?: boolean;
}

type Phase =
  | "stopped"
  /** Waiting for a one-use ticket: the only step in which the refusal of a socket has words. */
  | "ticket"
  | "opening"
  | "handshake"
  /** Acknowledged; missed events are coming. */
  | "replay"
  | "live"
  /** Pausing before the next attempt. */
  | "waiting"
  /** The server will refuse the same request again: a person has to act. */
  | "refused";

/** A second link that is being made while the first still delivers: to a better transport, or to a server that is not about to stop. */
export interface Spare {
  connection: number;
  rung: number;
  phase: "ticket" | "opening" | "handshake";
  /** When it is given up. */
  by: number;
}

/** What the server lets wait unacknowledged (RT18), and what has come since the last acknowledgement. */
export interface Flow {
  windowBytes: number;
  bytes: number;
  /** The highest seq of an event frame. */
  seq: number;
  ackBy: number | null;
}

/** All times in milliseconds since the epoch; those that end in `By` or `At` in the future give an alarm. */
export interface State {
  phase: Phase;
  subscription: Subscription;
  /** The transports at hand, best first, and which of them is used. */
  chain: readonly Transport[];
  rung: number;
  /** What speaks against this transport on this network. */
  strikes: number;
  /** Number of the link that `phase` speaks of; what belongs to an earlier one is ignored. */
  connection: number;
  /** How many links there have been. */
  connections: number;
  spare: Spare | null;
  spareAt: number | null;
  /** This server is about to stop (RT23). */
  draining: boolean;
  /** Better transports that were tried in vain since the best one last held. */
  probes: number;
  /** Everything of the audience up to here has been delivered. Null before the first ack, or when it cannot be trusted. */
  cursor: Cursor | null;
  marks: Marks;
  /** What the marks must be when the replay reaches this seq (RT6). */
  proof: { at: number; marks: Marks } | null;
  /** Which of its fetches the application is still busy with; null when its rows are those of the cursor. */
  refetching: number | null;
  refetches: number;
  /** Failed attempts in a row. */
  attempts: number;
  /** Those of them that the server refused. */
  refusals: number;
  /** Holes in a row for which the resume did not help. */
  holes: number;
  openedAt: number;
  ackedAt: number;
  lastHeardAt: number;
  /** The end of the pause, or of the patience with the step that the phase names. */
  phaseBy: number | null;
  /** When an answer to our own ping is due. */
  pongBy: number | null;
  flow: Flow | null;
  /** When the credential of this connection has to be renewed (RT25). */
  authBy: number | null;
  /** The latest events came long after they were booked. */
  late: boolean;
  /** What is on the screen may be older than the server's rows since then. Null when it is not. */
  staleSince: number | null;
  /** Why the phase is `refused` or `waiting`. */
  reason: string | null;
}

export type Input =
  | { type: "start" }
  | { type: "stop" }
  | { type: "ticket"; connection: number; ticket: string }
  | { type: "ticket-failed"; connection: number; reason: string; final: boolean; retryAfterMs?: number }
  /** `encodings`: what can be unpacked by now. */
  | { type: "opened"; connection: number; encodings: readonly string[] }
  /** `size`: of its text, in characters. */
  | { type: "frame"; connection: number; frame: Frame; size: number }
  | { type: "closed"; connection: number }
  /** A frame could not be unpacked. */
  | { type: "garbled"; connection: number }
  | { type: "alarm" }
  /** The page is visible again, the network is back: whatever was waiting or silent is tried at once. */
  | { type: "woke" }
  | { type: "refetched"; refetch: number; ok: boolean };

export type Fault = "hole" | "mismatch" | "silence" | "garbled";

export type Effect =
  | { type: "fetch-ticket"; connection: number }
  /** `ticket` is null for transports whose requests carry the login themselves. */
  | { type: "open"; connection: number; transport: Transport; ticket: string | null }
  | { type: "send"; connection: number; frame: Record<string, unknown> }
  | { type: "close"; connection: number }
  | { type: "deliver"; events: LiveEvent[] }
  | { type: "refetch"; refetch: number; reason: string }
  | { type: "fault"; fault: Fault };

/** What a step may know of the world: milliseconds, and one number in [0, 1). */
export interface World {
  now: number;
  random: number;
}

export interface Step {
  state: State;
  effects: Effect[];
}

/** The state before `start`. With a position the first connection resumes there instead of asking for rows. */
export function initialState(
  subscription: Subscription,
  chain: readonly Transport[],
  position: Position | null = null,
): State {
  return {
    phase: "stopped",
    subscription,
    chain,
    rung: 0,
    strikes: 0,
    connection: 0,
    connections: 0,
    spare: null,
    spareAt: null,
    draining: false,
    probes: 0,
    cursor: position === null ? null : { epoch: position.epoch, seq: position.seq },
    marks: position?.marks ?? {},
    proof: null,
    refetching: null,
    refetches: 0,
    attempts: 0,
    refusals: 0,
    holes: 0,
    openedAt: 0,
    ackedAt: 0,
    lastHeardAt: 0,
    phaseBy: null,
    pongBy: null,
    flow: null,
    authBy: null,
    late: false,
    staleSince: null,
    reason: null,
  };
}
