import type { StreamService } from "../../platform/events";
import type { Batch, LogEvent } from "./batch";
import { firstDigest, nextDigest } from "./digest";

/** Where a channel stands: the number and digest of its newest event. */
export interface ChannelEnd {
  n: number;
  digest: string;
}

/** Where an organisation's log ends, and what comes next. */
export interface Tail {
  /** seq of its newest event; 0 before the first. */
  head: number;
  /** By service, the number of the batch that is taken next; 1 where none was. */
  next: Map<StreamService, number>;
  channels: Map<string, ChannelEnd>;
}

/** An event at its place in the log. */
export interface PlacedEvent {
  service: StreamService;
  batchNo: number;
  seq: number;
  n: number;
  digest: string;
  event: LogEvent;
}

/** What batches make of a tail; `next` and `channels` hold what changes. */
export interface Continuation extends Tail {
  events: PlacedEvent[];
}

/**
 * What becomes of a log when these batches of its organisation are taken, if each is the next of its service or was taken before; null
 * when one is early or has no number, so that the database must judge.
 */
export function continueTail(tail: Tail, batches: readonly Batch[]): Continuation | null {
  const to: Continuation = { head: tail.head, next: new Map(), channels: new Map(), events: [] };
  for (const { service, batchNo, events } of inOrder(batches)) {
    const next = to.next.get(service) ?? tail.next.get(service) ?? 1;
    if (batchNo === null || batchNo > next) return null;
    if (batchNo < next) continue;
    to.next.set(service, next + 1);
    for (const event of events) {
      const { channel } = event;
      const end = to.channels.get(channel) ?? tail.channels.get(channel) ?? { n: 0, digest: firstDigest(channel) };
      const place = { n: end.n + 1, digest: nextDigest(end.digest, event) };
      to.channels.set(channel, place);
      to.head += 1;
      to.events.push({ service, batchNo, seq: to.head, ...place, event });
    }
  }
  return to;
}

function inOrder(batches: readonly Batch[]): readonly Batch[] {
  if (batches.length === 1) return batches;
  return batches.toSorted((a, b) =>
    a.service === b.service ? (a.batchNo ?? 0) - (b.batchNo ?? 0) : a.service < b.service ? -1 : 1,
  );
}

/** Moves the tail to where the continuation ends. */
export function advance(tail: Tail, to: Continuation): void {
  tail.head = to.head;
  for (const [service, next] of to.next) tail.next.set(service, next);
  for (const [channel, end] of to.channels) tail.channels.set(channel, end);
}
