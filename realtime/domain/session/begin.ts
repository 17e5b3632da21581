import { audienceOf, servicesThatDiffer, unknownProperty } from "../audience";
import { readHandshake } from "../handshake";
import type { StreamService } from "../../../platform/events";
import type { Step } from "./effect";
import { ackFrame, fail, send } from "./frames";
import { catchUp, goLive, open, resync } from "./moves";
import { beginFlow, type Greeting, type Opened, type Opening } from "./state";

/** Judges the first message, and asks for the log of whoever may see something of it. */
export function shakeHands(session: Greeting, message: unknown, now: Date): Step {
  const read = readHandshake(message);
  if (!read.ok) return fail(read.refusal, now);
  const { handshake: wish } = read;
  const strange = unknownProperty(session.grants, wish.properties ?? []);
  if (strange !== undefined) {
    return fail({ reason: "unknown_property", message: `property ${strange} is not among yours` }, now);
  }
  const { login, grants, memberships, badMessages } = session;
  if (memberships === null && wish.services.includes("chat"))
    return { session: { ...session, kept: { message } }, effects: [{ do: "belong" }] };
  const audience = audienceOf(grants, wish.services, wish.properties, memberships ?? undefined);
  const flow = beginFlow(wish);
  const cursor = wish.lastSeq ?? 0;
  return open({ login, grants, memberships, badMessages, wish, audience, flow, cursor }, "connect", now);
}

/** The log is there: live at once, or first what was missed, or anew. */
export function begin(session: Opening, opened: Opened, now: Date): Step {
  if (session.because === "rights")
    return resync(session, "rights_changed", opened, now, [], changedOf(session, opened));
  const ack = send(ackFrame(session, opened, now));
  const { lastSeq, epoch } = session.wish;
  if (lastSeq === undefined) return goLive(session, opened.head, [ack]);
  if (epoch !== undefined && epoch !== opened.epoch) return resync(session, "epoch_changed", opened, now, [ack]);
  if (lastSeq === opened.head) return goLive(session, opened.head, [ack]);
  if (lastSeq > opened.head) return resync(session, "ahead_of_head", opened, now, [ack]);
  if (lastSeq > 0 && lastSeq < opened.keptAfter) return resync(session, "expired", opened, now, [ack]);
  return catchUp(session, Math.max(lastSeq, opened.keptAfter), [ack]);
}

/** Which services' channels are others now; undefined where something else was left out on the way, so that all has to be fetched. */
const changedOf = ({ before, audience, cursor }: Opening, { head }: Opened): StreamService[] | undefined =>
  before === null || cursor < head ? undefined : servicesThatDiffer(before, audience);
