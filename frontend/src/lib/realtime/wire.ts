/** The frames of protocol version 1 (realtime/SPEC.md) that this client reads. Fields it does not use are left out. */
export type Frame = AckFrame | EventFrame | PingFrame | ResyncFrame | ErrorFrame;

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
}

export interface EventFrame {
  type: "event";
  timestamp: string;
  service: string;
  events: readonly WireEvent[];
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

export interface ErrorFrame {
  type: "error";
  timestamp: string;
  reason: string;
  message: string;
  retryAfterMs?: number;
}

/** One event as it travels. `data` is null when it was erased; `hash` then stands for it. */
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
  hash?: string;
}

/** Names and JSON types of the fields that a frame must have to be acted upon. */
const REQUIRED: Record<Frame["type"], Record<string, "string" | "number" | "object">> = {
  ack: { head: "number", epoch: "string", services: "object", denied: "object", channels: "object" },
  event: { service: "string", events: "object", seq: "number" },
  ping: { seq: "number" },
  resync: { reason: "string", head: "number", epoch: "string" },
  error: { reason: "string", message: "string" },
};

/** Reads one text message. Null for what this version does not know or cannot act upon: a lost event shows as a hole in `n`. */
export function parseFrame(text: string): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
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
