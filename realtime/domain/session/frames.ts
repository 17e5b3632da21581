import type { StreamService } from "../../../platform/events";
import type { ErrorFrame } from "../../contract/error-frame";
import type { ChannelHead } from "../../contract/event";
import type { ServerFrame } from "../../contract/frames";
import { HANDSHAKE_MS, PING_MS, PROTOCOL_VERSION, WINDOW_BYTES } from "../../contract/protocol";
import type { ResyncReason } from "../../contract/resync-frame";
import type { Audience } from "../audience";
import type { Refusal } from "../handshake";
import type { Effect, Step } from "./effect";
import type { Agreed, Login, Opened } from "./state";

/** A frame that is not an event frame. */
export const SMALL_BYTES = 200;

export const send = (frame: ServerFrame): Effect => ({ do: "send", frame, bytes: SMALL_BYTES });

export const pingFrame = (seq: number, now: Date): ServerFrame => ({ type: "ping", timestamp: now.toISOString(), seq });

export const drainFrame = (reconnectInMs: number, now: Date): ServerFrame => ({
  type: "drain",
  timestamp: now.toISOString(),
  reconnectInMs,
});

export function authFrame({ endsAtMs }: Login, now: Date, isRequired = false): ServerFrame {
  const frame = { type: "auth", timestamp: now.toISOString(), expiresAt: new Date(endsAtMs).toISOString() } as const;
  return isRequired ? { ...frame, required: true } : frame;
}

export const errorFrame = (refusal: Refusal, now: Date): ErrorFrame => ({
  type: "error",
  timestamp: now.toISOString(),
  ...refusal,
});

export function ackFrame(
  { audience, login, flow, wish: { encoding } }: Agreed,
  opened: Opened,
  now: Date,
): ServerFrame {
  return {
    type: "ack",
    seq: 0,
    timestamp: now.toISOString(),
    version: PROTOCOL_VERSION,
    head: opened.head,
    epoch: opened.epoch,
    services: audience.services,
    denied: audience.denied,
    ...(encoding === undefined ? {} : { encodings: [encoding] }),
    channels: headsOf(audience, opened),
    limits: {
      pingMs: PING_MS,
      handshakeMs: HANDSHAKE_MS,
      replayFromSeq: opened.keptAfter + 1,
      ...(flow.window !== null && { windowBytes: WINDOW_BYTES }),
      authExpiresAt: new Date(login.endsAtMs).toISOString(),
    },
  };
}

export function resyncFrame(
  audience: Audience,
  reason: ResyncReason,
  opened: Opened,
  now: Date,
  changed?: StreamService[],
): ServerFrame {
  const { services, denied } = audience;
  const { head, epoch } = opened;
  const channels = headsOf(audience, opened);
  const frame = {
    type: "resync",
    timestamp: now.toISOString(),
    reason,
    head,
    seq: head,
    epoch,
    services,
    denied,
  } as const;
  return { ...frame, channels, ...(changed !== undefined && { changed }) };
}

/** The heads of the channels that the audience sees: nobody learns how busy the others are. */
function headsOf({ channels }: Audience, opened: Opened): Record<string, ChannelHead> {
  const heads: Record<string, ChannelHead> = {};
  for (const channel of channels) {
    const head = opened.channels[channel];
    if (head !== undefined) heads[channel] = head;
  }
  return heads;
}

/** Says why, and ends. */
export function fail(refusal: Refusal, now: Date): Step {
  return {
    session: { phase: "closed" },
    effects: [send(errorFrame(refusal, now)), { do: "unfollow" }, { do: "close" }],
  };
}
