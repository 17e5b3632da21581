import { audienceOf, unknownProperty } from "../audience";
import { readHandshake } from "../handshake";
import type { Step } from "./effect";
import { ackFrame, fail, send } from "./frames";
import { catchUp, goLive, open, resync } from "./moves";
import { type Agreed, type Base, beginFlow, type Opened } from "./state";

/** Judges the first message, and asks for the log of whoever may see something of it. */
export function shakeHands(session: Base, message: unknown, now: Date): Step {
  const read = readHandshake(message);
  if (!read.ok) return fail(read.refusal, now);
  const { handshake: wish } = read;
  const strange = unknownProperty(session.grants, wish.properties ?? []);
  if (strange !== undefined) {
    return fail({ reason: "unknown_property", message: `property ${strange} is not among yours` }, now);
  }
  const audience = audienceOf(session.grants, wish.services, wish.properties);
  const { login, grants, badMessages } = session;
  const flow = beginFlow(wish);
  return open({ login, grants, badMessages, wish, audience, flow, cursor: wish.lastSeq ?? 0 }, "connect", now);
}

/** The log is there: live at once, or first what was missed, or anew. */
export function begin(session: Agreed & { because: "connect" | "rights" }, opened: Opened, now: Date): Step {
  if (session.because === "rights") return resync(session, "rights_changed", opened, now);
  const ack = send(ackFrame(session, opened, now));
  const { lastSeq, epoch } = session.wish;
  if (lastSeq === undefined) return goLive(session, opened.head, [ack]);
  if (epoch !== undefined && epoch !== opened.epoch) return resync(session, "epoch_changed", opened, now, [ack]);
  if (lastSeq === opened.head) return goLive(session, opened.head, [ack]);
  if (lastSeq > opened.head) return resync(session, "ahead_of_head", opened, now, [ack]);
  if (lastSeq > 0 && lastSeq < opened.keptAfter) return resync(session, "expired", opened, now, [ack]);
  return catchUp(session, Math.max(lastSeq, opened.keptAfter), [ack]);
}
