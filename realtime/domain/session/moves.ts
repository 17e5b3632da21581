import type { ResyncReason } from "../../contract/resync-frame";
import type { StreamService } from "../../../platform/events";
import type { Audience } from "../audience";
import type { Effect, Step } from "./effect";
import { fail, resyncFrame, send } from "./frames";
import { agreed, type Agreed, type Opened, type Waiting } from "./state";

/**
 * Asks for the log: for a new connection, or because its audience is another one now.
 * @param before the audience until now, of which everything up to the cursor was sent
 */
export function open(session: Agreed, because: "connect" | "rights", now: Date, before: Audience | null = null): Step {
  if (session.audience.services.length === 0) {
    const services = session.audience.denied.join(", ");
    return fail({ reason: "not_permitted", message: `you may see nothing of ${services}` }, now);
  }
  const opening: Effect = { do: "open", reach: session.cursor };
  const effects: Effect[] = because === "rights" ? [{ do: "unfollow" }, opening] : [opening];
  return { session: { ...agreed(session), phase: "opening", because, before }, effects };
}

/** Reads what the audience has not been sent yet. */
export function catchUp(session: Agreed, cursor: number, before: Effect[] = []): Step {
  return {
    session: { ...agreed(session), phase: "catching-up", cursor },
    effects: [...before, { do: "read", after: cursor, audience: session.audience }],
  };
}

/** Everything up to the cursor was sent: follows from there. */
export function goLive(session: Agreed, cursor: number, before: Effect[]): Step {
  return {
    session: { ...agreed(session), phase: "live", cursor },
    effects: [...before, { do: "follow", audience: session.audience }],
  };
}

/** Sends nothing more until the socket has drained, and, where the window was full, until half of it is free. */
export function wait(
  session: Agreed,
  phase: Waiting["phase"],
  until: "drained" | "acknowledged",
  now: Date,
  effects: readonly Effect[],
): Step {
  const isFull = until === "acknowledged";
  return {
    session: { ...agreed(session), phase, isDrained: isFull, isFull, sinceMs: now.getTime() },
    effects: isFull ? effects : [...effects, { do: "drain" }],
  };
}

/** Live from the head; what lies before it the client fetches anew. */
export function resync(
  session: Agreed,
  reason: ResyncReason,
  opened: Opened,
  now: Date,
  before: Effect[] = [],
  changed?: StreamService[],
): Step {
  return goLive(session, opened.head, [...before, send(resyncFrame(session.audience, reason, opened, now, changed))]);
}
