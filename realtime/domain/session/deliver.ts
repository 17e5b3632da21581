import type { Effect, Step } from "./effect";
import type { PageEvent, Publication } from "./event";
import { pingFrame, send } from "./frames";
import { catchUp, goLive, resync } from "./moves";
import type { Agreed } from "./state";

/** Sends a page of a replay; one that ends at the head ends the replay (RT6). */
export function takePage(session: Agreed & { cursor: number }, event: PageEvent, now: Date): Step {
  if (event.keptAfter > session.cursor) return resync(session, "expired", event.opened(), now, []);
  const { runs, upTo } = event.page;
  const { encoding, coalesce } = session.wish;
  const effects: Effect[] = runs.flatMap((run) => run.sends(encoding, coalesce));
  if (upTo < event.head) {
    return { session: { ...session, phase: "sending", cursor: upTo }, effects: [...effects, { do: "drain" }] };
  }
  return goLive(session, upTo, [...effects, send(pingFrame(upTo, now))]);
}

/** Sends what is new, if it goes on exactly where the session is. */
export function publish(session: Agreed & { phase: "live"; cursor: number }, publication: Publication): Step {
  const { after, firstSeq, upTo, run } = publication;
  if (upTo <= session.cursor) return { session, effects: [] };
  // Neither a hole nor a repeat reaches the client: if the publication does not fit, the log tells what does.
  if (after > session.cursor || firstSeq <= session.cursor) {
    const caught = catchUp(session, session.cursor);
    return { session: caught.session, effects: [{ do: "unfollow" }, ...caught.effects] };
  }
  // The very list that all of the audience get.
  return { session: { ...session, cursor: upTo }, effects: run.sends(session.wish.encoding) };
}
