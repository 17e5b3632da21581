import { clientAck } from "../../contract/client-ack";
import { clientAuth } from "../../contract/client-auth";
import { readOn } from "./deliver";
import type { Step } from "./effect";
import { acknowledge, spend } from "./flow";
import { errorFrame, fail, pingFrame, send, SMALL_BYTES } from "./frames";
import { RETRY_MS } from "./retry";
import { isWaiting, type Talking } from "./state";

/** Beyond so many messages that nobody understands, the client is broken. */
const BAD_MESSAGES = 10;

/** What a client says after its handshake. */
export function hear(session: Talking, message: unknown, now: Date): Step {
  // The ack comes first (RT2), so nothing is answered before it.
  if (session.phase === "opening" && session.because === "connect") return { session, effects: [] };
  switch ((message as { type?: unknown } | null)?.type) {
    case "ping":
      return answerPing(session, now);
    case "ack":
      return takeAck(session, message, now);
    case "auth":
      return takeCredential(session, message, now);
    default:
      return complain(session, "after the handshake only messages of type ping, ack and auth are understood", now);
  }
}

function answerPing(session: Talking, now: Date): Step {
  const flow = spend(session.flow, SMALL_BYTES, now.getTime());
  if (flow === null) {
    const message = "more pings were sent than are answered";
    return fail({ reason: "too_many_bad_messages", message, retryAfterMs: RETRY_MS }, now);
  }
  return { session: { ...session, flow }, effects: [send(pingFrame(session.cursor, now))] };
}

function takeAck(session: Talking, message: unknown, now: Date): Step {
  const { flow, cursor } = session;
  const parsed = clientAck.safeParse(message);
  if (!parsed.success) return complain(session, 'an ack is like {"type":"ack","seq":48211}', now);
  if (flow.window === null) return complain(session, 'ack was not agreed: the handshake must say "ack":true', now);
  const { seq } = parsed.data;
  if (seq > cursor) return complain(session, `ack ${seq} is of a seq that was not sent`, now);
  const window = acknowledge(flow.window, seq);
  if (window === null) return complain(session, `ack ${seq} is below the last, ${flow.window.ackedSeq}`, now);
  const heard = { ...session, flow: { ...flow, window } };
  return isWaiting(heard) ? readOn({ ...heard, sinceMs: now.getTime() }) : { session: heard, effects: [] };
}

function takeCredential(session: Talking, message: unknown, now: Date): Step {
  const parsed = clientAuth.safeParse(message);
  if (!parsed.success) return complain(session, 'auth is like {"type":"auth","ticket":"…"}, or with a token', now);
  if (session.login.isJudging)
    return complain(session, "one credential after another: the last is being looked at", now);
  const credential = "ticket" in parsed.data ? { ticket: parsed.data.ticket } : { token: parsed.data.token };
  return {
    session: { ...session, login: { ...session.login, isJudging: true } },
    effects: [{ do: "judge", credential }],
  };
}

/** The connection stays, until it happens too often. */
export function complain(
  session: Talking,
  message: string,
  now: Date,
  refusal: { reason: "bad_message" | "auth_refused"; retryAfterMs?: number } = { reason: "bad_message" },
): Step {
  const badMessages = session.badMessages + 1;
  if (badMessages > BAD_MESSAGES) {
    const text = `more than ${BAD_MESSAGES} messages were not understood or refused`;
    return fail({ reason: "too_many_bad_messages", message: text, retryAfterMs: RETRY_MS }, now);
  }
  return { session: { ...session, badMessages }, effects: [send(errorFrame({ ...refusal, message }, now))] };
}
