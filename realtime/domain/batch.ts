import { z } from "zod";
import { timeOfId } from "../../platform/ids";
import { STREAM_SERVICES, type StreamService } from "../../platform/events";
import { payloadHash } from "../../platform/payload-hash";
import { channelOf } from "./channel";

/** An event ready for the log: where it goes and what it is, as text. */
export interface LogEvent {
  id: string;
  type: string;
  channel: string;
  /** The time inside the id, which decides the partition. RFC 3339. */
  madeAt: string;
  /** Payload hash. */
  hash: string;
  /** JSON of everything but `data`. */
  envelope: string;
  /** JSON of `data`; null when it was erased before it came here. */
  data: string | null;
}

/** A batch as the sequencer takes it. `events` may be empty: the number is used up all the same. */
export interface Batch {
  orgId: string;
  service: StreamService;
  /** Null for events that come outside of any numbered batch, such as parked ones that are replayed: they are taken at once. */
  batchNo: number | null;
  events: LogEvent[];
  /** When it was handed to its topic, in milliseconds since 1970; absent when that is unknown. */
  publishedAtMs?: number;
}

/** What cannot be sequenced and is kept aside for people. */
export interface Poison {
  service: string;
  orgId: string | null;
  batchNo: number | null;
  reason: string;
  payload: string;
}

export interface ReadBatch {
  /** Null when not even organisation and number can be told. */
  batch: Batch | null;
  poison: Poison[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const HASH = /^[A-Za-z0-9_-]{43}$/;

const Head = z.object({
  service: z.enum(STREAM_SERVICES),
  orgId: z.string().regex(UUID),
  batchNo: z.int().min(1),
  events: z.array(z.unknown()),
  // Only measured by: a strange one parks nothing.
  publishedAtMs: z.number().optional().catch(undefined),
});

const Event = z.object({
  id: z.string().regex(UUID_V7),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(80),
  v: z.int().min(1),
  at: z.iso.datetime({ offset: true }),
  propertyId: z.int().min(1).nullable(),
  entity: z.object({ kind: z.string().min(1).max(80), id: z.string().min(1).max(200), version: z.int().min(1) }),
  actorId: z.string().min(1).max(200),
  class: z.enum(["normal", "restricted"]),
  conversationId: z.string().regex(UUID).optional(),
  data: z.record(z.string(), z.unknown()).nullable(),
  // Of an event that was erased on its way: the hash of what it held.
  hash: z.string().regex(HASH).optional(),
});

/** Reads what a topic delivered: the good events in their batch, the rest aside. Never throws. */
export function readBatch(topic: StreamService, message: unknown): ReadBatch {
  const head = Head.safeParse(message);
  if (!head.success || head.data.service !== topic) {
    const reason = head.success
      ? `service is ${head.data.service}, but the topic is that of ${topic}`
      : firstIssue(head.error);
    return { batch: null, poison: [{ service: topic, orgId: null, batchNo: null, reason, payload: textOf(message) }] };
  }
  const { orgId, service, batchNo, publishedAtMs } = head.data;
  const events: LogEvent[] = [];
  const poison: Poison[] = [];
  for (const candidate of head.data.events) {
    const read = readEvent(service, candidate);
    if (typeof read === "string") poison.push({ service, orgId, batchNo, reason: read, payload: textOf(candidate) });
    else events.push(read);
  }
  const batch: Batch = { orgId, service, batchNo, events };
  if (publishedAtMs !== undefined) batch.publishedAtMs = publishedAtMs;
  return { batch, poison };
}

/** The event as it goes into the log, or what is wrong with it. */
export function readEvent(service: StreamService, candidate: unknown): LogEvent | string {
  const parsed = Event.safeParse(candidate);
  if (!parsed.success) return firstIssue(parsed.error);
  const { data, hash: erasedHash, ...envelope } = parsed.data;
  if (data === null && erasedHash === undefined) return "data: null, and no hash of what was erased";
  try {
    const text = data === null ? null : JSON.stringify(data);
    return {
      id: envelope.id,
      type: envelope.type,
      channel: channelOf(service, envelope.propertyId, envelope.class, envelope.conversationId),
      madeAt: timeOf(envelope.id),
      // Over what a reader of the text will see, not over the object: the two differ for dates and for what JSON leaves out.
      hash: text === null ? (erasedHash ?? "") : payloadHash(JSON.parse(text)),
      envelope: JSON.stringify(envelope),
      data: text,
    };
  } catch (error) {
    return `data: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The event as its topic brought it. */
export function toMessage({ envelope, data, hash }: LogEvent): unknown {
  const event = JSON.parse(envelope) as Record<string, unknown>;
  return data === null ? { ...event, data: null, hash } : { ...event, data: JSON.parse(data) as unknown };
}

/** The millisecond inside a UUIDv7; its 48 bits reach beyond the last Date, which then stands for it. */
function timeOf(id: string): string {
  return new Date(Math.min(timeOfId(id), Date.UTC(9999, 11, 31))).toISOString();
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "invalid" : `${issue.path.join(".") || "batch"}: ${issue.message}`;
}

/** As much of an unreadable message as can be kept. */
function textOf(message: unknown): string {
  try {
    return (
      JSON.stringify(message, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)) ??
      String(message)
    );
  } catch {
    return String(message);
  }
}
