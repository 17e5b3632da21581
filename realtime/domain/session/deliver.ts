import type { EventSend } from "../event-frames";
import type { Effect, Step } from "./effect";
import type { PageEvent, Publication } from "./event";
import { isOpen, isRoomy, take } from "./flow";
import { fail, pingFrame, send } from "./frames";
import { catchUp, goLive, resync, wait } from "./moves";
import { RESUME_MS } from "./retry";
import type { Agreed, Waiting } from "./state";

/** Sends a page of a replay; one that ends at the head ends the replay (RT6). */
export function takePage(session: Agreed, event: PageEvent, now: Date): Step {
  if (event.keptAfter > session.cursor) return resync(session, "expired", event.opened(), now);
  const { runs, upTo } = event.page;
  const { encoding, coalesce } = session.wish;
  const sends = runs.flatMap((run) => run.sends(encoding, coalesce));
  const { after, effects, isWhole, refusal } = pour(session, sends, upTo, now);
  if (refusal !== null) return { session: refusal.session, effects: [...effects, ...refusal.effects] };
  if (!isWhole) return wait(after, "sending", "acknowledged", now, effects);
  if (upTo < event.head) return wait(after, "sending", "drained", now, effects);
  return goLive(after, upTo, [...effects, send(pingFrame(upTo, now))]);
}

/** Sends what is new, if it goes on exactly where the session is. */
export function publish(session: Agreed & { phase: "live" }, publication: Publication, now: Date): Step {
  const { after: from, firstSeq, upTo, run } = publication;
  if (upTo <= session.cursor) return { session, effects: [] };
  // Neither a hole nor a repeat reaches the client: if the publication does not fit, the log tells what does.
  if (from > session.cursor || firstSeq <= session.cursor)
    return catchUp(session, session.cursor, [{ do: "unfollow" }]);
  const { after, effects, isWhole, refusal } = pour(session, run.sends(session.wish.encoding), upTo, now);
  if (refusal !== null) return { session: refusal.session, effects: [...effects, ...refusal.effects] };
  return isWhole
    ? { session: after, effects }
    : wait(after, "lagging", "acknowledged", now, [...effects, { do: "unfollow" }]);
}

/** Sends of the frames, which lead up to `upTo`, as many as the client may be sent; when that is all, the very list that was given. */
function pour<S extends Agreed>(
  session: S,
  sends: readonly EventSend[],
  upTo: number,
  now: Date,
): { after: S; effects: readonly Effect[]; isWhole: boolean; refusal: Step | null } {
  const { flow, count, stopped } = take(session.flow, sends, now.getTime());
  if (stopped === null)
    return { after: { ...session, flow, cursor: upTo }, effects: sends, isWhole: true, refusal: null };
  const cursor = sends[count - 1]?.frame.seq ?? session.cursor;
  const refusal = stopped === "spent" ? refuseWithoutAck(now) : null;
  return { after: { ...session, flow, cursor }, effects: sends.slice(0, count), isWhole: false, refusal };
}

const refuseWithoutAck = (now: Date): Step =>
  fail(
    {
      reason: "ack_required",
      message: 'this is more than a client may be sent that does not acknowledge: say "ack":true, or go on more slowly',
      retryAfterMs: RESUME_MS,
    },
    now,
  );

/** Reads on, once the socket has drained and the window has room. */
export function readOn(session: Waiting): Step {
  const { isDrained, isFull, flow, cursor } = session;
  const isReady = isDrained && (isFull ? isRoomy(flow) : isOpen(flow));
  return isReady ? catchUp(session, cursor) : { session, effects: [] };
}
