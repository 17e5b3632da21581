import type { EntityRef, Envelope, StreamService } from "../../platform/events";

/** Raised when a frame changes in a way that an older client would misread. */
export const PROTOCOL_VERSION = 1;

export const PING_MS = 30_000;
export const HANDSHAKE_MS = 10_000;

export type EventClass = Envelope["class"];

/** An event with its place in the log (RT7). Frozen: the same object goes to every connection. */
export interface WireEvent {
  readonly seq: number;
  readonly channel: string;
  readonly n: number;
  readonly digest: string;
  readonly id: string;
  readonly type: string;
  readonly v: number;
  readonly at: string;
  readonly propertyId: number | null;
  readonly entity: EntityRef;
  readonly actorId: string;
  readonly class: EventClass;
  /** Null when the payload was erased (RT11). */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly redacted?: true;
  /** The payload hash, sent where it can no longer be computed. */
  readonly hash?: string;
}

/** How far a channel has come. */
export interface ChannelHead {
  n: number;
  digest: string;
}

export interface AckFrame {
  type: "ack";
  seq: 0;
  timestamp: string;
  version: number;
  head: number;
  epoch: string;
  services: StreamService[];
  denied: StreamService[];
  channels: Record<string, ChannelHead>;
  limits: { pingMs: number; handshakeMs: number; replayFromSeq: number };
}

export interface EventFrame {
  type: "event";
  service: StreamService;
  events: readonly WireEvent[];
  seq: number;
  timestamp: string;
}

export interface PingFrame {
  type: "ping";
  timestamp: string;
  seq: number;
}

export type ResyncReason = "expired" | "ahead_of_head" | "epoch_changed" | "rights_changed";

export interface ResyncFrame {
  type: "resync";
  timestamp: string;
  reason: ResyncReason;
  head: number;
  seq: number;
  epoch: string;
  services: StreamService[];
  denied: StreamService[];
  channels: Record<string, ChannelHead>;
}

export type ErrorReason =
  | "bad_handshake"
  | "unsupported_version"
  | "unknown_service"
  | "unknown_property"
  | "not_permitted"
  | "handshake_timeout"
  | "session_ended"
  | "bad_message"
  | "too_many_bad_messages"
  | "overloaded"
  | "internal";

export interface FieldError {
  path: string;
  code: string;
  message: string;
}

export interface ErrorFrame {
  type: "error";
  timestamp: string;
  reason: ErrorReason;
  message: string;
  retryAfterMs?: number;
  errors?: FieldError[];
  allowed?: readonly (string | number)[];
  errorId?: string;
}

export type ServerFrame = AckFrame | EventFrame | PingFrame | ResyncFrame | ErrorFrame;
