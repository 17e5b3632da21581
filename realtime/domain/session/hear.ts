import type { Step } from "./effect";
import { errorFrame, fail, pingFrame, send } from "./frames";
import { RETRY_MS } from "./retry";
import type { Session } from "./state";

/** Beyond so many frames that nobody understands, the client is broken. */
const BAD_MESSAGES = 10;

/** What a client says after its handshake. */
export function hear(session: Exclude<Session, { phase: "handshake" | "closed" }>, message: unknown, now: Date): Step {
  if ((message as { type?: unknown } | null)?.type === "ping") {
    return "cursor" in session
      ? { session, effects: [send(pingFrame(session.cursor, now))] }
      : { session, effects: [] };
  }
  const badMessages = session.badMessages + 1;
  if (badMessages > BAD_MESSAGES) {
    return fail(
      {
        reason: "too_many_bad_messages",
        message: `more than ${BAD_MESSAGES} frames were not understood`,
        retryAfterMs: RETRY_MS,
      },
      now,
    );
  }
  const frame = errorFrame(
    { reason: "bad_message", message: 'after the handshake only {"type":"ping"} is understood' },
    now,
  );
  return { session: { ...session, badMessages }, effects: [send(frame)] };
}
