import { type AckFrame, ackFrame } from "./ack-frame";
import { type BatchFrame, batchFrame } from "./batch-frame";
import { clientPing } from "./client-ping";
import { type ErrorFrame, errorFrame } from "./error-frame";
import { type EventFrame, eventFrame } from "./event-frame";
import { handshake } from "./handshake";
import { type PingFrame, pingFrame } from "./ping-frame";
import { type ResyncFrame, resyncFrame } from "./resync-frame";

/** What the server sends: one message a file, all of them here. */
export const SERVER_FRAMES = {
  ack: ackFrame,
  event: eventFrame,
  batch: batchFrame,
  ping: pingFrame,
  resync: resyncFrame,
  error: errorFrame,
} as const;

export type ServerFrame = AckFrame | EventFrame | BatchFrame | PingFrame | ResyncFrame | ErrorFrame;

/** What a client sends: the handshake first, the others after it. */
export const CLIENT_MESSAGES = { handshake, ping: clientPing } as const;
