import type { Cursor } from "../machine/state";
import type { Link } from "../ports";
import { type AuthorizedFetch, refused, requestLink, urlOf } from "./http";

/** How long the server may wait for something new. */
const WAIT_MS = 25_000;
const EVERY_MS = 1_000;
/** Beyond the wait, an answer is not coming any more. */
const PATIENCE_MS = 10_000;

interface PollAnswer {
  frames: { seq?: number }[];
  cursor: Cursor;
  /** More is there already. */
  more: boolean;
}

const NOTHING_NEW: Pick<PollAnswer, "frames" | "more"> = { frames: [], more: false };

/** The stream by questions (RT28): each waits for something new (`long-poll`), or one comes every second (`poll`). */
export function pollLink(transport: "long-poll" | "poll", base: string, fetch: AuthorizedFetch): Link {
  return requestLink(transport, async (asking, signal) => {
    // The first answer comes at once: it is the ack.
    const waitMs = transport === "poll" || asking.etag === null ? 0 : WAIT_MS;
    const url = urlOf("/v2/realtime/poll", base, asking);
    url.searchParams.set("waitMs", String(waitMs));
    const answer = await fetch(url, {
      headers: asking.etag === null ? {} : { "if-none-match": asking.etag },
      signal: AbortSignal.any([signal, AbortSignal.timeout(waitMs + PATIENCE_MS)]),
    });
    if (answer.status !== 304 && !answer.ok) return refused(answer, asking);
    const body = answer.status === 304 ? NOTHING_NEW : ((await answer.json()) as PollAnswer);
    asking.etag = answer.headers.get("etag") ?? "";
    const { frames, more, cursor } = { cursor: asking.cursor, ...body };
    asking.cursor = cursor;
    for (const frame of frames) if (!signal.aborted) asking.events.onMessage(frame);
    // An answer is a sign of life, and its cursor promises what a frame's seq does (RT8).
    const seq = cursor?.seq ?? 0;
    const isSaid = frames.some((frame) => frame.seq === seq);
    if (!isSaid && !signal.aborted) asking.events.onMessage({ type: "ping", timestamp: "", seq });
    if (transport === "poll" && !more) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    return true;
  });
}
