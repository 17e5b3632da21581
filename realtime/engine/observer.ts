import type { ServerFrame } from "../contract/frames";
import type { Batch } from "../domain/batch";
import type { SessionEvent } from "../domain/session/event";
import type { Session } from "../domain/session/state";
import type { Taken } from "../store/log.store";
import type { Connection } from "./connection";

/** A flush that has committed. */
export interface Flush {
  batches: readonly Batch[];
  taken: Taken;
  ms: number;
}

/** What one organisation's followers have just been handed. */
export interface Run {
  orgId: string;
  /** It holds what lies behind `after`, up to `upTo`. */
  after: number;
  upTo: number;
  /** When its oldest event was made, in milliseconds since 1970 by the clock of whoever made it. */
  madeAtMs: number;
  /** How long its oldest event has waited in this process. */
  waitedMs: number;
}

/**
 * What the parts of the engine tell of their work. Each call stands for a flush, a run, a tick or a turn in a connection's life,
 * never for a delivery, so that watching costs nothing that grows with events times connections.
 */
export interface Observer {
  flushed: (flush: Flush) => void;
  /** The hub has written what was new; it took so long. */
  ticked: (ms: number) => void;
  published: (run: Run) => void;
  opened: (connection: Connection) => void;
  /** The session went from `before` to another phase, or began anew, because of the event. */
  moved: (connection: Connection, before: Session, event: SessionEvent) => void;
  /** A frame other than events and pings was sent. */
  told: (connection: Connection, frame: ServerFrame) => void;
}
