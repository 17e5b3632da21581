import type { Grant } from "../../../identity/contract/auth";
import type { ChannelHead } from "../../contract/event";
import type { Audience } from "../audience";
import type { Handshake } from "../handshake";
import type { Memberships } from "../memberships";
import { type Flow, newFlow } from "./flow";

/*
 *  handshake ──valid──> opening ──opened──> catching-up ──page reaches the head──> live
 *                          ^                 │  ^    ^                               │
 *                          │     page sent,  v  │    │ drained, acknowledged         │ socket behind,
 *          rights changed, │     not at head sending └── lagging <───────────────────┘ window full
 *          from any of ────┤
 *          these           └──newer credential── suspended <──login ended by time── any of these
 *
 *  closed <── refused, deadline, login ended, not permitted, failed, stalled, client gone ── any
 *
 *  A session is in `live` only when everything of its audience up to its cursor was sent: there is no other way in than a page
 *  that ends at the head (or a cursor that starts there). The whole table is in README.md.
 */

/** The login that a connection stands on. */
export interface Login {
  readonly userID: string;
  readonly orgId: string;
  /** When it ends unless it is used again. */
  readonly endsAtMs: number;
  /** The client was asked for a newer credential. */
  readonly isAsked: boolean;
  /** A credential that the client sent is being looked at. */
  readonly isJudging: boolean;
}

/** What stays the same from one step to the next. */
export interface Base {
  readonly login: Login;
  readonly grants: readonly Grant[];
  /** Null until a handshake has wished for conversations and they are known. */
  readonly memberships: Memberships | null;
  readonly badMessages: number;
}

/** Set once the handshake was accepted. */
export interface Agreed extends Base {
  readonly wish: Handshake;
  readonly audience: Audience;
  readonly flow: Flow;
  /** Everything of the audience up to it was sent, or lies before what was asked for. The client cannot have processed more. */
  readonly cursor: number;
}

/** Nothing more is sent for now: the next page of a replay has to wait, or a session that was live is behind. */
export interface Waiting extends Agreed {
  readonly phase: "sending" | "lagging";
  /** Everything sent has left the socket. */
  readonly isDrained: boolean;
  /** The window was full: goes on when half of it is free. */
  readonly isFull: boolean;
  /** When it began, or something was last acknowledged. */
  readonly sinceMs: number;
}

/** The handshake has not come, or is kept until the person's conversations are known. */
export interface Greeting extends Base {
  readonly phase: "handshake";
  readonly kept?: { readonly message: unknown };
}

/** Waits for the log: to begin, or because the audience is another one. */
export interface Opening extends Agreed {
  readonly phase: "opening";
  readonly because: "connect" | "rights";
  /** The audience that everything was sent of up to the cursor; null where the client has to begin anew in any case. */
  readonly before: Audience | null;
}

export type Session =
  | Greeting
  | Opening
  /** Waits for a page. */
  | (Agreed & { readonly phase: "catching-up" })
  | (Agreed & { readonly phase: "live" })
  | Waiting
  /** The login ended by time; a newer credential goes on from the cursor, or anew when the audience was about to change. */
  | (Agreed & { readonly phase: "suspended"; readonly sinceMs: number; readonly isAnew: boolean })
  | { readonly phase: "closed" };

export type Phase = Session["phase"];
/** Between the handshake and the end. */
export type Talking = Exclude<Session, { phase: "handshake" | "closed" }>;

export const isWaiting = (session: Session): session is Waiting =>
  session.phase === "sending" || session.phase === "lagging";

/** The organisation's log when a session begins to follow it. */
export interface Opened {
  head: number;
  keptAfter: number;
  epoch: string;
  channels: Readonly<Record<string, ChannelHead>>;
}

/** Who connects, as the gateway has authenticated it. */
export interface Arrival {
  userID: string;
  orgId: string;
  grants: readonly Grant[];
  /** RFC 3339. */
  loginEndsAt: string;
}

export function newSession({ userID, orgId, grants, loginEndsAt }: Arrival): Session {
  const login = { userID, orgId, endsAtMs: Date.parse(loginEndsAt), isAsked: false, isJudging: false };
  return { phase: "handshake", login, grants, memberships: null, badMessages: 0 };
}

/** What a session that has agreed with its client carries from phase to phase. */
export function agreed({ login, grants, memberships, badMessages, wish, audience, flow, cursor }: Agreed): Agreed {
  return { login, grants, memberships, badMessages, wish, audience, flow, cursor };
}

export function beginFlow(wish: Handshake): Flow {
  return newFlow(wish.ack === true);
}
