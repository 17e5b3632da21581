import type { Grant } from "../../../identity/contract/auth";
import type { ChannelHead } from "../../contract/event";
import type { Audience } from "../audience";
import type { Handshake } from "../handshake";

/*
 *  handshake ──valid──> opening ──opened──> catching-up ──page reaches the head──> live
 *      │                   ^                 │  ^   ^                              │  │
 *      │                   │     page sent, not│  │drained                  behind │  │ rights changed
 *      │                   │         at head   v  │  └────────── lagging <─────────┘  │
 *      │                   │                sending                                   │
 *      │                   └──────────────────────(from any of these)────────────────-┘
 *      └─refused, deadline──> closed <──session ended, not permitted, failed, client gone── any
 *
 *  A session is in `live` only when everything of its audience up to its cursor was sent: there is no other way in than a page
 *  that ends at the head (or a cursor that starts there).
 */

/** What stays the same from one step to the next. */
export interface Base {
  grants: readonly Grant[];
  badMessages: number;
}

/** Set once the handshake was accepted. */
export interface Agreed extends Base {
  wish: Handshake;
  audience: Audience;
}

export type Session =
  | (Base & { phase: "handshake" })
  | (Agreed & { phase: "opening"; because: "connect" | "rights" })
  | (Agreed & { phase: "catching-up"; cursor: number })
  /** A page was sent and the head not reached: the next is read when the socket has drained. */
  | (Agreed & { phase: "sending"; cursor: number })
  | (Agreed & { phase: "live"; cursor: number })
  | (Agreed & { phase: "lagging"; cursor: number })
  | { phase: "closed" };

/** The organisation's log when a session begins to follow it. */
export interface Opened {
  head: number;
  keptAfter: number;
  epoch: string;
  channels: Readonly<Record<string, ChannelHead>>;
}

export const newSession = (grants: readonly Grant[]): Session => ({ phase: "handshake", grants, badMessages: 0 });
