/** The frames of protocol version 1 (realtime/SPEC.md) that this client reads. Fields it does not use are left out. */
export type Frame = AckFrame | EventFrame | BatchFrame | PingFrame | ResyncFrame | DrainFrame | AuthFrame | ErrorFrame;

/** State of one channel: its newest number and running digest. */
export interface Mark {
  n: number;
  digest: string;
}

/** Marks by channel name (`finance/1`). */
export type Marks = Readonly<Record<string, Mark>>;

export interface AckFrame {
  type: "ack";
  timestamp: string;
  head: number;
  epoch: string;
  services: string[];
  denied: string[];
  channels: Marks;
  limits?: { pingMs?: number; windowBytes?: number; authExpiresAt?: string };
}

export interface EventFrame {
  type: "event";
  timestamp: string;
  service: string;
  events: readonly WireEvent[];
  seq: number;
}

/** A run of event frames, compressed (RT20). */
export interface BatchFrame {
  type: "batch";
  timestamp: string;
  encoding: string;
  count: number;
  data: string;
  seq: number;
}

export interface PingFrame {
  type: "ping";
  timestamp: string;
  seq: number;
}

export interface ResyncFrame {
  type: "resync";
  timestamp: string;
  reason: string;
  head: number;
  epoch: string;
  channels?: Marks;
}

/** This server is about to stop: connect anew after so long (RT23). */
export interface DrainFrame {
  type: "drain";
  timestamp: string;
  reconnectInMs: number;
}

/** How long the credential of this connection holds, and whether a new one is due (RT25). */
export interface AuthFrame {
  type: "auth";
  timestamp: string;
  expiresAt: string;
  required?: boolean;
}

export interface ErrorFrame {
  type: "error";
  timestamp: string;
  reason: string;
  message: string;
  retryAfterMs?: number;
}

/** One event as it travels. `data` is null when it was erased or a later event makes it needless; `hash` then stands for it. */
export interface WireEvent {
  seq: number;
  channel: string;
  n: number;
  digest: string;
  id: string;
  type: string;
  v: number;
  at: string;
  propertyId: number | null;
  entity: { kind: string; id: string; version: number };
  actorId: string;
  data: Readonly<Record<string, unknown>> | null;
  redacted?: true;
  superseded?: true;
  hash?: string;
}

/** Names and JSON types of the fields that a frame must have to be acted upon. */
const REQUIRED: Record<Frame["type"], Record<string, "string" | "number" | "object">> = {
  ack: { head: "number", epoch: "string", services: "object", denied: "object", channels: "object" },
  event: { service: "string", events: "object", seq: "number" },
  batch: { encoding: "string", count: "number", data: "string", seq: "number" },
  ping: { seq: "number" },
  drain: { reconnectInMs: "number" },
  auth: { expiresAt: "string" },
  resync: { reason: "string", head: "number", epoch: "string" },
  error: { reason: "string", message: "string" },
};

/** Reads one text message, as `readFrame` does. */
export function parseFrame(text: string): Frame | null {
  try {
    return readFrame(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null for what this version does not know or cannot act upon: a lost event shows as a hole in `n` (RT29). */
export function readFrame(value: unknown): Frame | null {
  if (typeof value !== "object" || value === null) return null;
  const frame = value as Record<string, unknown>;
  const required = REQUIRED[frame["type"] as Frame["type"]];
  if (required === undefined) return null;
  const fits = Object.entries(required).every(([name, type]) => typeof frame[name] === type && frame[name] !== null);
  if (!fits || (frame["type"] === "event" && !(frame["events"] as unknown[]).every(isEvent))) return null;
  return value as Frame;
}

function isEvent(value: unknown): value is WireEvent {
  const event = value as Partial<WireEvent> | null;
  return (
    typeof event === "object" &&
    event !== null &&
    Number.isSafeInteger(event.seq) &&
    Number.isSafeInteger(event.n) &&
    typeof event.channel === "string" &&
    typeof event.digest === "string" &&
    typeof event.id === "string" &&
    typeof event.type === "string" &&
    typeof event.entity?.id === "string" &&
    typeof event.data === "object"
  );
}
