import type { Frame, Marks, WireEvent } from "./wire";

/** An event with the stream service that it came from. */
export interface LiveEvent extends WireEvent {
  service: string;
}

interface Cursor {
  epoch: string;
  seq: number;
}

/** Where to go on, after a restart too: everything of the audience up to `seq` was delivered, and this is what it added up to. */
export interface Position extends Cursor {
  marks: Marks;
}

type Phase =
  | "stopped"
  /** Waiting for a one-use ticket: the only step in which a refusal has words. */
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

export interface State {
  phase: Phase;
  services: readonly string[];
  /** Number of the attempt; what belongs to an earlier one is ignored. */
  connection: number;
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
  /** Holes in a row for which the resume did not help. */
  holes: number;
  openedAt: number;
  ackedAt: number;
  lastHeardAt: number;
  /** When an answer to our own ping is due. */
  pongBy: number | null;
  /** What is on the screen may be older than the server's rows since then. Null when it is not. */
  staleSince: number | null;
  /** When `alarm` has to be given. */
  alarmAt: number | null;
  /** Why the phase is `refused` or `waiting`. */
  reason: string | null;
}

export type Input =
  | { type: "start" }
  | { type: "stop" }
  | { type: "ticket"; connection: number; ticket: string }
  | { type: "ticket-failed"; connection: number; reason: string; final: boolean; retryAfterMs?: number }
  | { type: "opened"; connection: number }
  | { type: "frame"; connection: number; frame: Frame }
  | { type: "closed"; connection: number }
  | { type: "alarm" }
  /** The page is visible again, the network is back: whatever was waiting or silent is tried at once. */
  | { type: "woke" }
  | { type: "refetched"; refetch: number; ok: boolean };

export type Fault = "hole" | "mismatch" | "silence";

export type Effect =
  | { type: "fetch-ticket"; connection: number }
  | { type: "open"; connection: number; ticket: string }
  | { type: "send"; frame: Record<string, unknown> }
  | { type: "close" }
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
export function initialState(services: readonly string[], position: Position | null = null): State {
  return {
    phase: "stopped",
    services,
    connection: 0,
    cursor: position === null ? null : { epoch: position.epoch, seq: position.seq },
    marks: position?.marks ?? {},
    proof: null,
    refetching: null,
    refetches: 0,
    attempts: 0,
    holes: 0,
    openedAt: 0,
    ackedAt: 0,
    lastHeardAt: 0,
    pongBy: null,
    staleSince: null,
    alarmAt: null,
    reason: null,
  };
}
