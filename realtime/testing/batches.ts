import { v7 } from "uuid";
import type { Envelope, EventBatch, StreamService } from "../../platform/events";
import type { Batch } from "../domain/batch";
import { readBatch } from "../domain/batch";

/** An event as a service makes it; what a test does not name is plausible. */
export interface SampleEvent extends Envelope {
  data: Record<string, unknown>;
}

export function sampleEvent(more: Partial<SampleEvent> = {}): SampleEvent {
  const id = more.id ?? v7();
  return {
    id,
    type: "revenue-recorded",
    v: 1,
    at: "2026-11-20T12:00:00.000Z",
    propertyId: 1,
    entity: { kind: "revenue", id, version: 1 },
    actorId: "system",
    class: "normal",
    data: { id, amountMinor: 1000, currency: "EUR", description: "breakfast for zwölf" },
    ...more,
  };
}

/** A message of a topic. */
export function sampleMessage(
  orgId: string,
  batchNo: number,
  events: SampleEvent[],
  service: StreamService = "finance",
): EventBatch<SampleEvent> {
  return { service, orgId, batchNo, events };
}

/** The same, as the sequencer takes it. */
export function sampleBatch(
  orgId: string,
  batchNo: number,
  events: SampleEvent[] = [sampleEvent()],
  service: StreamService = "finance",
): Batch {
  const { batch, poison } = readBatch(service, sampleMessage(orgId, batchNo, events, service));
  if (batch === null || poison.length > 0) throw new Error(`not a good sample: ${poison[0]?.reason}`);
  return batch;
}
