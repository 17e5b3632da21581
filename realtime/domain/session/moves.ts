import type { ResyncReason } from "../../contract/resync-frame";
import type { Effect, Step } from "./effect";
import { resyncFrame, send } from "./frames";
import type { Agreed, Opened } from "./state";

/** Reads what the audience has not been sent yet. */
export function catchUp(session: Agreed, cursor: number, before: Effect[] = []): Step {
  return {
    session: { ...session, phase: "catching-up", cursor },
    effects: [...before, { do: "read", after: cursor, audience: session.audience }],
  };
}

/** Everything up to the cursor was sent: follows from there. */
export function goLive(session: Agreed, cursor: number, before: Effect[]): Step {
  return {
    session: { ...session, phase: "live", cursor },
    effects: [...before, { do: "follow", audience: session.audience }],
  };
}

/** Live from the head; what lies before it the client fetches anew. */
export function resync(session: Agreed, reason: ResyncReason, opened: Opened, now: Date, before: Effect[]): Step {
  return goLive(session, opened.head, [...before, send(resyncFrame(session.audience, reason, opened, now))]);
}
