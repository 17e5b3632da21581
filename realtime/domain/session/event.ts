import type { Grant } from "../../../identity/contract/auth";
import type { Audience } from "../audience";
import type { Refusal } from "../handshake";
import type { Memberships } from "../memberships";
import type { Run } from "../run";
import type { Arrival, Opened } from "./state";

/** New events of an audience: exactly those with `after < seq <= upTo`; the first of them has `firstSeq`. */
export interface Publication {
  after: number;
  firstSeq: number;
  upTo: number;
  run: Run;
}

/** A piece of the log: the audience's events behind where it was asked for, up to `upTo`. */
export interface Page {
  runs: readonly Run[];
  upTo: number;
}

/** What was asked for by `read`, with `head` and `keptAfter` as they are now. */
export interface PageEvent {
  type: "page";
  after: number;
  audience: Audience;
  page: Page;
  head: number;
  keptAfter: number;
  opened: () => Opened;
}

/** A login as identity knows it now. */
export interface RightsEvent {
  type: "rights";
  grants: readonly Grant[];
  /** When the login ends unless it is used again; RFC 3339. */
  loginEndsAt: string;
  /** Everything up to it was handed to a session that is live. */
  publishedTo?: number;
}

/** The conversations of the person, as they are now. */
export interface MembershipsEvent {
  type: "memberships";
  memberships: Memberships;
  publishedTo?: number;
}

/** What became of a credential that the client sent. */
export interface JudgedEvent {
  type: "judged";
  /** Whose it is; or why it was not taken, and after which time it might be. */
  outcome:
    | { ok: true; arrival: Arrival & { sessionId: string } }
    | { ok: false; message: string; retryAfterMs?: number };
}

/** What happens to a session. */
export type SessionEvent =
  | { type: "message"; message: unknown }
  /** No handshake came in time. */
  | { type: "deadline" }
  | { type: "opened"; opened: Opened }
  | PageEvent
  | { type: "published"; publication: Publication }
  /** The socket does not take more for now. */
  | { type: "behind" }
  /** Everything sent has left. */
  | { type: "drained" }
  /** Time for a ping, every 30 s; everything of the audience up to `seq` was published to a live session. */
  | { type: "ping"; seq: number }
  | RightsEvent
  | MembershipsEvent
  /** The login has ended: it was not used for too long, or somebody ended it. */
  | { type: "ended"; by: "time" | "will" }
  | JudgedEvent
  /** This server is about to stop: the client is to come back after so many milliseconds. */
  | { type: "drain"; reconnectInMs: number }
  /** The server cannot have this connection, for a reason outside of it. */
  | { type: "refused"; refusal: Refusal }
  | { type: "failed"; errorId: string }
  | { type: "gone" };
