import type { ZodType } from "zod";

/**
 * The envelope of every event of every service (wire version 1). A service narrows `type`, `v` and `data` and joins its events in
 * one union; the union travels in the batches of that service's topic.
 */
export interface Envelope {
  /** UUIDv7, made where the event is made: the key for deduplication. */
  id: string;
  /** Past tense, kebab-case: `revenue-recorded`. */
  type: string;
  /** Version of `data` for this type. */
  v: number;
  /** RFC 3339, UTC. */
  at: string;
  /** The property it belongs to; null when it concerns the organisation. */
  propertyId: number | null;
  entity: EntityRef;
  /** The person who did it; `system` for the application itself. */
  actorId: string;
  /** `restricted` events (pay, ID data) form channels of their own, which need a permission of their own. */
  class: "normal" | "restricted";
}

export interface EntityRef {
  kind: string;
  id: string;
  /** Raised by one with every change of the entity, under its row lock. */
  version: number;
}

/** What the owner of a stream says of its events; realtime knows them by it (realtime/domain/catalogue.ts). */
export interface EventCatalogue<E extends Envelope = Envelope> {
  /** What an event must look like. */
  schema: ZodType<E>;
  /**
   * The types whose newest event says all that earlier ones of the same entity said: a client that is behind and asks for it gets the
   * earlier ones without their payload.
   */
  stateLike: readonly E["type"][];
}

/** What is left of an event whose payload was erased before it came into the log (RT11). */
export interface ErasedEvent extends Envelope {
  data: null;
  /** Payload hash of what was erased. */
  hash: string;
}

/**
 * One message of a service's topic: events of one organisation in commit order. `batchNo` is dense from 1 per (service, organisation),
 * so that a consumer can order, notice a hole and drop a repeat. At most 200 KB as JSON.
 */
export interface EventBatch<E> {
  service: string;
  orgId: string;
  batchNo: number;
  events: E[];
  /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
  publishedAtMs?: number;
}

/** The event streams of the wire protocol. Each is declared by the service that owns it. */
export const STREAM_SERVICES = [
  "finance",
  "guest",
  "staff",
  "tasks",
  "properties",
  "users",
  "dashboard",
  "branding",
  "analytics",
  "reports",
  "chat",
  "uploads",
] as const;

export type StreamService = (typeof STREAM_SERVICES)[number];
