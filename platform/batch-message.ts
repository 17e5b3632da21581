import type { EventBatch } from "./events";

/**
 * One message of a service's topic: a batch whose events are one JSON text. What carries a message reads and prints its fields one by
 * one, at each stage; the events it carries as they are, and realtime checks them where they come into the log.
 */
export interface BatchMessage {
  service: string;
  orgId: string;
  batchNo: number;
  /** JSON of the batch's events, an array. */
  events: string;
  /** When the relay handed it to the topic, in milliseconds since 1970; a repeat has its own. For measuring only. */
  publishedAtMs?: number;
}

export function toBatchMessage(batch: EventBatch<unknown>): BatchMessage {
  return { ...batch, events: JSON.stringify(batch.events) };
}
