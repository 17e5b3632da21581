import type { Grant } from "../../../identity/contract/auth";
import { HANDSHAKE_MS } from "../../contract/protocol";
import { audienceOf } from "../audience";
import { begin, open, shakeHands } from "./begin";
import { publish, takePage } from "./deliver";
import type { Step } from "./effect";
import type { SessionEvent } from "./event";
import { fail, pingFrame, send } from "./frames";
import { hear } from "./hear";
import { catchUp } from "./moves";
import { RETRY_MS } from "./retry";
import type { Session } from "./state";

/** What a session does about an event. Total: every event is answered in every phase, if only by staying as it is. */
export function step(session: Session, event: SessionEvent, now: Date): Step {
  const stay: Step = { session, effects: [] };
  if (session.phase === "closed") return stay;
  switch (event.type) {
    case "gone":
      return { session: { phase: "closed" }, effects: [{ do: "unfollow" }] };
    case "failed":
      return fail(
        {
          reason: "internal",
          message: `unexpected failure; error id ${event.errorId}`,
          errorId: event.errorId,
          retryAfterMs: RETRY_MS,
        },
        now,
      );
    case "overloaded":
      return fail(
        { reason: "overloaded", message: "this server holds as many connections as it may", retryAfterMs: RETRY_MS },
        now,
      );
    case "message":
      return session.phase === "handshake"
        ? shakeHands(session, event.message, now)
        : hear(session, event.message, now);
    case "deadline":
      if (session.phase !== "handshake") return stay;
      return fail(
        {
          reason: "handshake_timeout",
          message: `no handshake such as {"services":["finance"],"version":1} within ${HANDSHAKE_MS / 1000} s`,
          retryAfterMs: RETRY_MS,
        },
        now,
      );
    case "rights":
      return changeRights(session, event.grants, now);
    case "opened":
      return session.phase === "opening" ? begin(session, event.opened, now) : stay;
    case "page":
      // One that was asked for before the session took another turn fits no more.
      return session.phase === "catching-up" &&
        event.after === session.cursor &&
        event.audience.key === session.audience.key
        ? takePage(session, event, now)
        : stay;
    case "published":
      return session.phase === "live" ? publish(session, event.publication) : stay;
    case "behind":
      return session.phase === "live"
        ? { session: { ...session, phase: "lagging" }, effects: [{ do: "unfollow" }, { do: "drain" }] }
        : stay;
    case "drained":
      return session.phase === "lagging" || session.phase === "sending" ? catchUp(session, session.cursor) : stay;
    case "ping":
      return ping(session, event.seq, now);
  }
}

function changeRights(
  session: Exclude<Session, { phase: "closed" }>,
  grants: readonly Grant[] | null,
  now: Date,
): Step {
  if (grants === null) return fail({ reason: "session_ended", message: "this login has ended; log in again" }, now);
  if (session.phase === "handshake") return { session: { ...session, grants }, effects: [] };
  const audience = audienceOf(grants, session.wish.services, session.wish.properties);
  if (audience.key === session.audience.key) return { session: { ...session, grants }, effects: [] };
  const because = session.phase === "opening" ? session.because : "rights";
  return open({ ...session, grants, audience }, because, now);
}

function ping(session: Exclude<Session, { phase: "closed" }>, seq: number, now: Date): Step {
  if (session.phase === "live") {
    const cursor = Math.max(session.cursor, seq);
    return { session: { ...session, cursor }, effects: [send(pingFrame(cursor, now))] };
  }
  if (session.phase === "catching-up" || session.phase === "sending") {
    return { session, effects: [send(pingFrame(session.cursor, now))] };
  }
  // A lagging socket has enough to do, and what still leaves it tells the client that it lives.
  return { session, effects: [] };
}
