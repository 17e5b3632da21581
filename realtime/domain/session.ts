import type { Grant } from "../../identity/contract/auth";
import type { ErrorFrame } from "../contract/error-frame";
import type { ChannelHead } from "../contract/event";
import type { ServerFrame } from "../contract/frames";
import { HANDSHAKE_MS, PING_MS, PROTOCOL_VERSION } from "../contract/protocol";
import type { ResyncReason } from "../contract/resync-frame";
import { type Audience, audienceOf, unknownProperty } from "./audience";
import { eventFrames, type SizedFrame } from "./event-frames";
import { type Handshake, readHandshake, type Refusal } from "./handshake";
import type { Slice } from "./ring";

/*
 *  handshake ──valid──> opening ──opened──> catching-up ──page reaches the head──> live
 *      │                   ^                 │  ^   ^                              │  │
 *      │                   │     page sent, not│  │drained                  behind │  │ rights changed
 *      │                   │         at head   v  │  └────────── lagging <─────────┘  │
 *      │                   │                sending                                   │
 *      │                   └──────────────────────(from any of these)────────────────-┘
 *      └─refused, deadline──> closed <──session ended, not permitted, failed, client gone── any
 *
 *  A session is in `live` only when everything of its audience up to its cursor was sent: there is no other way in than a page
 *  that ends at the head (or a cursor that starts there).
 */

/** What stays the same from one step to the next. */
interface Base {
  grants: readonly Grant[];
  badMessages: number;
}

/** Set once the handshake was accepted. */
interface Agreed extends Base {
  wish: Handshake;
  audience: Audience;
}

export type Session =
  | (Base & { phase: "handshake" })
  | (Agreed & { phase: "opening"; because: "connect" | "rights" })
  | (Agreed & { phase: "catching-up"; cursor: number })
  /** A page was sent and the head not reached: the next is read when the socket has drained. */
  | (Agreed & { phase: "sending"; cursor: number })
  | (Agreed & { phase: "live"; cursor: number })
  | (Agreed & { phase: "lagging"; cursor: number })
  | { phase: "closed" };

/** The organisation's log when a session begins to follow it. */
export interface Opened {
  head: number;
  keptAfter: number;
  epoch: string;
  channels: Readonly<Record<string, ChannelHead>>;
}

/** New events of an audience: exactly those with `after < seq <= upTo`; the first of them has `firstSeq`. */
export interface Publication {
  after: number;
  firstSeq: number;
  upTo: number;
  frames: readonly SizedFrame[];
}

export type SessionEvent =
  | { type: "message"; message: unknown }
  | { type: "deadline" }
  | { type: "opened"; opened: Opened }
  /** `after` and `audience` as they were asked for; `head` and `keptAfter` as they are now. */
  | {
      type: "page";
      after: number;
      audience: Audience;
      slice: Slice;
      head: number;
      keptAfter: number;
      opened: () => Opened;
    }
  | { type: "published"; publication: Publication }
  /** The socket does not take more for now. */
  | { type: "behind" }
  /** Everything sent has left. */
  | { type: "drained" }
  /** Time for a ping; everything of the audience up to `seq` was published to a live session. */
  | { type: "ping"; seq: number }
  /** What the person may do now; null when the login has ended. */
  | { type: "rights"; grants: readonly Grant[] | null }
  | { type: "failed"; errorId: string }
  | { type: "overloaded" }
  | { type: "gone" };

export type Effect =
  | { do: "send"; frame: ServerFrame; bytes: number; replayed?: number }
  /** Answer with `opened`, whose head is at least `reach` if the log has come that far on any instance. */
  | { do: "open"; reach: number }
  /** Answer with `page`: the audience's events above `after`. */
  | { do: "read"; after: number; audience: Audience }
  /** Answer with `drained` once everything sent has left. */
  | { do: "drain" }
  /** From now on, `published` for this audience. */
  | { do: "follow"; audience: Audience }
  | { do: "unfollow" }
  | { do: "close" };

export interface Step {
  session: Session;
  effects: Effect[];
}

/** Beyond so many frames that nobody understands, the client is broken. */
const BAD_MESSAGES = 10;
const RETRY_MS = 2000;
/** A frame that is not an event frame. */
const SMALL_BYTES = 200;

export const newSession = (grants: readonly Grant[]): Session => ({ phase: "handshake", grants, badMessages: 0 });

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

function shakeHands(session: Base, message: unknown, now: Date): Step {
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

function open(agreed: Agreed, because: "connect" | "rights", now: Date): Step {
  if (agreed.audience.services.length === 0) {
    const services = agreed.audience.denied.join(", ");
    return fail({ reason: "not_permitted", message: `you may see nothing of ${services}` }, now);
  }
  const { grants, badMessages, wish, audience } = agreed;
  const opening: Effect = { do: "open", reach: wish.lastSeq ?? 0 };
  const effects: Effect[] = because === "rights" ? [{ do: "unfollow" }, opening] : [opening];
  return { session: { phase: "opening", because, grants, badMessages, wish, audience }, effects };
}

function begin(session: Agreed & { because: "connect" | "rights" }, opened: Opened, now: Date): Step {
  if (session.because === "rights") return resync(session, "rights_changed", opened, now, []);
  const ack = send(ackFrame(session.audience, opened, now));
  const { lastSeq, epoch } = session.wish;
  if (lastSeq === undefined) return goLive(session, opened.head, [ack]);
  if (epoch !== undefined && epoch !== opened.epoch) return resync(session, "epoch_changed", opened, now, [ack]);
  if (lastSeq === opened.head) return goLive(session, opened.head, [ack]);
  if (lastSeq > opened.head) return resync(session, "ahead_of_head", opened, now, [ack]);
  if (lastSeq > 0 && lastSeq < opened.keptAfter) return resync(session, "expired", opened, now, [ack]);
  return catchUp(session, Math.max(lastSeq, opened.keptAfter), [ack]);
}

function takePage(
  session: Agreed & { cursor: number },
  page: { slice: Slice; head: number; keptAfter: number; opened: () => Opened },
  now: Date,
): Step {
  if (page.keptAfter > session.cursor) return resync(session, "expired", page.opened(), now, []);
  const { entries, upTo } = page.slice;
  const effects: Effect[] = eventFrames(entries, now.toISOString()).map(({ frame, bytes }) => ({
    do: "send",
    frame,
    bytes,
    replayed: frame.events.length,
  }));
  if (upTo < page.head) {
    return { session: { ...session, phase: "sending", cursor: upTo }, effects: [...effects, { do: "drain" }] };
  }
  return goLive(session, upTo, [...effects, send(pingFrame(upTo, now))]);
}

function publish(session: Agreed & { phase: "live"; cursor: number }, publication: Publication): Step {
  const { after, firstSeq, upTo, frames } = publication;
  if (upTo <= session.cursor) return { session, effects: [] };
  // Neither a hole nor a repeat reaches the client: if the publication does not fit, the log tells what does.
  if (after > session.cursor || firstSeq <= session.cursor) {
    const caught = catchUp(session, session.cursor);
    return { session: caught.session, effects: [{ do: "unfollow" }, ...caught.effects] };
  }
  return {
    session: { ...session, cursor: upTo },
    effects: frames.map(({ frame, bytes }) => ({ do: "send", frame, bytes })),
  };
}

function hear(session: Exclude<Session, { phase: "handshake" | "closed" }>, message: unknown, now: Date): Step {
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

function catchUp(session: Agreed, cursor: number, before: Effect[] = []): Step {
  return {
    session: { ...session, phase: "catching-up", cursor },
    effects: [...before, { do: "read", after: cursor, audience: session.audience }],
  };
}

function goLive(session: Agreed, cursor: number, before: Effect[]): Step {
  return {
    session: { ...session, phase: "live", cursor },
    effects: [...before, { do: "follow", audience: session.audience }],
  };
}

function resync(session: Agreed, reason: ResyncReason, opened: Opened, now: Date, before: Effect[]): Step {
  const { services, denied } = session.audience;
  const { head, epoch } = opened;
  const channels = headsOf(session.audience, opened);
  const frame: ServerFrame = {
    type: "resync",
    timestamp: now.toISOString(),
    reason,
    head,
    seq: head,
    epoch,
    services,
    denied,
    channels,
  };
  return goLive(session, head, [...before, send(frame)]);
}

function fail(refusal: Refusal, now: Date): Step {
  return {
    session: { phase: "closed" },
    effects: [send(errorFrame(refusal, now)), { do: "unfollow" }, { do: "close" }],
  };
}

function ackFrame(audience: Audience, opened: Opened, now: Date): ServerFrame {
  return {
    type: "ack",
    seq: 0,
    timestamp: now.toISOString(),
    version: PROTOCOL_VERSION,
    head: opened.head,
    epoch: opened.epoch,
    services: audience.services,
    denied: audience.denied,
    channels: headsOf(audience, opened),
    limits: { pingMs: PING_MS, handshakeMs: HANDSHAKE_MS, replayFromSeq: opened.keptAfter + 1 },
  };
}

/** The heads of the channels that the audience sees: nobody learns how busy the others are. */
function headsOf(audience: Audience, opened: Opened): Record<string, ChannelHead> {
  return Object.fromEntries(Object.entries(opened.channels).filter(([channel]) => audience.channels.has(channel)));
}

const pingFrame = (seq: number, now: Date): ServerFrame => ({ type: "ping", timestamp: now.toISOString(), seq });

const errorFrame = (refusal: Refusal, now: Date): ErrorFrame => ({
  type: "error",
  timestamp: now.toISOString(),
  ...refusal,
});

const send = (frame: ServerFrame): Effect => ({ do: "send", frame, bytes: SMALL_BYTES });
