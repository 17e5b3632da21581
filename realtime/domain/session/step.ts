import { HANDSHAKE_MS, WINDOW_BYTES } from "../../contract/protocol";
import { begin, shakeHands } from "./begin";
import { publish, readOn, takePage } from "./deliver";
import type { Step } from "./effect";
import type { SessionEvent } from "./event";
import { drainFrame, fail, pingFrame, send } from "./frames";
import { hear } from "./hear";
import { changeMemberships, changeRights, end, remind, takeVerdict } from "./login";
import { wait } from "./moves";
import { RESUME_MS, RETRY_MS } from "./retry";
import { type Greeting, isWaiting, type Session, type Talking, type Waiting } from "./state";

/** A client that acknowledges nothing for so long, while something waits for it, does not read. */
const STALLED_MS = 60_000;

/** What a session does about an event. Total: every event is answered in every phase, if only by staying as it is. */
export function step(session: Session, event: SessionEvent, now: Date): Step {
  if (session.phase === "closed") return { session, effects: [] };
  switch (event.type) {
    case "gone":
      return { session: { phase: "closed" }, effects: [{ do: "unfollow" }] };
    case "failed": {
      const message = `unexpected failure; error id ${event.errorId}`;
      return fail({ reason: "internal", message, errorId: event.errorId, retryAfterMs: RETRY_MS }, now);
    }
    case "refused":
      return fail(event.refusal, now);
    case "rights":
      return changeRights(session, event, now);
    case "memberships":
      return changeMemberships(session, event, now);
    case "ended":
      return end(session, event.by, now);
    default:
      return session.phase === "handshake" ? greet(session, event, now) : talk(session, event, now);
  }
}

type Common = "gone" | "failed" | "refused" | "rights" | "memberships" | "ended";
type Rest = Exclude<SessionEvent, { type: Common }>;

/** Before the handshake. */
function greet(session: Greeting, event: Rest, now: Date): Step {
  if (event.type === "message" && session.kept === undefined) return shakeHands(session, event.message, now);
  if (event.type === "drain") return refuseToDrain(now);
  if (event.type !== "deadline") return { session, effects: [] };
  const message = `no handshake such as {"services":["finance"],"version":1} within ${HANDSHAKE_MS / 1000} s`;
  return fail({ reason: "handshake_timeout", message, retryAfterMs: RETRY_MS }, now);
}

/** After it. */
function talk(session: Talking, event: Rest, now: Date): Step {
  const stay: Step = { session, effects: [] };
  switch (event.type) {
    case "message":
      return hear(session, event.message, now);
    case "deadline":
      return stay;
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
      return session.phase === "live" ? publish(session, event.publication, now) : stay;
    case "behind":
      return session.phase === "live" ? wait(session, "lagging", "drained", now, [{ do: "unfollow" }]) : stay;
    case "drained":
      return isWaiting(session) ? readOn({ ...session, isDrained: true }) : stay;
    case "ping":
      return turn(session, event.seq, now);
    case "judged":
      return takeVerdict(session, event, now);
    case "drain":
      if (session.phase === "opening" && session.because === "connect") return refuseToDrain(now);
      return { session, effects: [send(drainFrame(event.reconnectInMs, now))] };
  }
}

/** Every 30 s: tells how far the session is, and looks whether the client and its login last. */
function turn(session: Talking, seq: number, now: Date): Step {
  if (session.phase === "opening") return { session, effects: [] };
  if (isWaiting(session) && isStalled(session, now)) {
    const message = `nothing of ${WINDOW_BYTES / 1024} KiB was acknowledged for ${STALLED_MS / 1000} s`;
    return fail({ reason: "ack_required", message, retryAfterMs: RESUME_MS }, now);
  }
  const reminded = remind(session, now);
  if (reminded?.session.phase === "closed") return reminded;
  const next = (reminded?.session ?? session) as Talking;
  const cursor = next.phase === "live" ? Math.max(next.cursor, seq) : next.cursor;
  return {
    session: cursor === next.cursor ? next : { ...next, cursor },
    effects: [...(reminded?.effects ?? []), send(pingFrame(cursor, now))],
  };
}

const isStalled = ({ flow, sinceMs }: Waiting, now: Date): boolean =>
  flow.window !== null && flow.window.bytes > 0 && now.getTime() - sinceMs >= STALLED_MS;

const refuseToDrain = (now: Date): Step =>
  fail({ reason: "draining", message: "this server is about to stop", retryAfterMs: RESUME_MS }, now);
