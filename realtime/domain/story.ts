import type { Grant } from "../../identity/contract/auth";
import type { StreamService } from "../../platform/events";
import type { ResyncReason } from "../contract/resync-frame";
import type { Audience } from "./audience";
import type { Session } from "./session/state";

/** A part of the log that a connection was promised: the audience's events above `after`, up to `upTo` or on and on. */
export interface Stretch {
  audience: Audience;
  after: number;
  upTo: number | null;
  atMs: number;
  because: "connect" | ResyncReason;
}

/** A change of phase, and up to where the connection had been sent its events then. */
export interface Turn {
  atMs: number;
  phase: Session["phase"];
  cursor: number;
}

/** What is known of a connection, open or lately closed. */
export interface Story {
  connectionId: string;
  personId: string;
  sessionId: string;
  transport: string;
  openedAtMs: number;
  grants: readonly Grant[];
  /** What its handshake asked for; null before it. */
  services: readonly StreamService[] | null;
  properties: readonly number[] | null;
  phase: Session["phase"];
  /** Everything of its audience up to it was sent. */
  cursor: number | null;
  /** The client has processed everything up to it; null when it does not acknowledge. */
  acked: number | null;
  /** Oldest first, the last few. */
  stretches: readonly Stretch[];
  turns: readonly Turn[];
  closed: { atMs: number; reason: string } | null;
}
