import { type AckFrame, ackFrame } from "./ack-frame";
import { type AuthFrame, authFrame } from "./auth-frame";
import { type BatchFrame, batchFrame } from "./batch-frame";
import { clientAck } from "./client-ack";
import { clientAuth } from "./client-auth";
import { clientPing } from "./client-ping";
import { type DrainFrame, drainFrame } from "./drain-frame";
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
  auth: authFrame,
  drain: drainFrame,
  error: errorFrame,
} as const;

export type ServerFrame =
  | AckFrame
  | EventFrame
  | BatchFrame
  | PingFrame
  | ResyncFrame
  | AuthFrame
  | DrainFrame
  | ErrorFrame;

/** What a client sends: the handshake first, the others after it. */
export const CLIENT_MESSAGES = { handshake, ping: clientPing, ack: clientAck, auth: clientAuth } as const;
