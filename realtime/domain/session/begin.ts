import { audienceOf, unknownProperty } from "../audience";
import { readHandshake } from "../handshake";
import type { Effect, Step } from "./effect";
import { ackFrame, fail, send } from "./frames";
import { catchUp, goLive, resync } from "./moves";
import type { Agreed, Base, Opened } from "./state";

/** Judges the first message, and asks for the log of whoever may see something of it. */
export function shakeHands(session: Base, message: unknown, now: Date): Step {
  const read = readHandshake(message);
  if (!read.ok) return fail(read.refusal, now);
  const { handshake: wish } = read;
  const strange = unknownProperty(session.grants, wish.properties ?? []);
  if (strange !== undefined) {
    return fail({ reason: "unknown_property", message: `property ${strange} is not among yours` }, now);
  }
  return open(
    { ...session, wish, audience: audienceOf(session.grants, wish.services, wish.properties) },
    "connect",
    now,
  );
}

/** Asks for the log: for a new connection, or because its audience is another one now. */
export function open(agreed: Agreed, because: "connect" | "rights", now: Date): Step {
  if (agreed.audience.services.length === 0) {
    const services = agreed.audience.denied.join(", ");
    return fail({ reason: "not_permitted", message: `you may see nothing of ${services}` }, now);
  }
  const { grants, badMessages, wish, audience } = agreed;
  const opening: Effect = { do: "open", reach: wish.lastSeq ?? 0 };
  const effects: Effect[] = because === "rights" ? [{ do: "unfollow" }, opening] : [opening];
  return { session: { phase: "opening", because, grants, badMessages, wish, audience }, effects };
}

/** The log is there: live at once, or first what was missed, or anew. */
export function begin(session: Agreed & { because: "connect" | "rights" }, opened: Opened, now: Date): Step {
  if (session.because === "rights") return resync(session, "rights_changed", opened, now, []);
  const ack = send(ackFrame(session, opened, now));
  const { lastSeq, epoch } = session.wish;
  if (lastSeq === undefined) return goLive(session, opened.head, [ack]);
  if (epoch !== undefined && epoch !== opened.epoch) return resync(session, "epoch_changed", opened, now, [ack]);
  if (lastSeq === opened.head) return goLive(session, opened.head, [ack]);
  if (lastSeq > opened.head) return resync(session, "ahead_of_head", opened, now, [ack]);
  if (lastSeq > 0 && lastSeq < opened.keptAfter) return resync(session, "expired", opened, now, [ack]);
  return catchUp(session, Math.max(lastSeq, opened.keptAfter), [ack]);
}
