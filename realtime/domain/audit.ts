import { payloadHash } from "../../platform/payload-hash";
import type { ChannelHead } from "../contract/event";
import { firstDigest, nextDigest } from "./digest";

/** An event of the log as its audit sees it. */
export interface AuditedEvent {
  seq: number;
  channel: string;
  n: number;
  digest: string;
  id: string;
  type: string;
  hash: string;
  /** JSON of the payload; null when it was erased; absent where the auditor may not see it. */
  data?: string | null;
}

/** What is wrong, at the first place where it shows. */
export interface Defect {
  seq: number;
  what: string;
}

/** What an audit found of one channel. */
export interface Verdict {
  channel: string;
  events: number;
  /** Payloads whose hash was computed, and those that could not be: erased, or not the auditor's to see. */
  payloads: number;
  unseen: number;
  /** From which n on the chain is proven: 1, or behind the first event that is kept. */
  from: number;
  head: ChannelHead;
  /** Null: dense, chained, and equal to the head that the database states. */
  defect: Defect | null;
}

/**
 * Verifies a log from its events alone, handed in by ascending seq: every seq is there, every channel's n is dense, every digest follows
 * from the one before (RT12), every payload has its hash. Trusts nothing but the digest of each channel's oldest kept event, unless that
 * is its very first.
 */
export class Audit {
  readonly #channels = new Map<string, Verdict>();
  readonly #keptAfter: number;
  #seq: number;
  /** Events that are missing between others, whatever channel they were of. */
  readonly missing: Defect[] = [];

  /** @param keptAfter events at or below it may be gone, with holes among those that are not */
  constructor(keptAfter: number) {
    this.#keptAfter = keptAfter;
    this.#seq = keptAfter;
  }

  /** @param upTo the log was looked through up to it */
  add(events: readonly AuditedEvent[], upTo: number): void {
    for (const event of events) {
      if (event.seq <= this.#keptAfter) continue;
      this.#expect(event.seq);
      this.#seq = event.seq;
      this.#check(event);
    }
    this.#expect(upTo + 1);
    this.#seq = Math.max(this.#seq, upTo);
  }

  #expect(seq: number): void {
    if (seq <= this.#seq + 1) return;
    const [first, last] = [this.#seq + 1, seq - 1];
    this.missing.push({ seq: first, what: first === last ? "is missing" : `to ${last} are missing` });
  }

  #check(event: AuditedEvent): void {
    const { channel, n, digest } = event;
    let known = this.#channels.get(channel);
    if (known === undefined) {
      const before = n === 1 ? { n: 0, digest: firstDigest(channel) } : null;
      known = {
        channel,
        events: 0,
        payloads: 0,
        unseen: 0,
        from: n === 1 ? 1 : n + 1,
        head: { n, digest },
        defect: null,
      };
      this.#channels.set(channel, known);
      if (before !== null) known.defect = chainDefect(before, event);
    } else {
      known.defect ??= chainDefect(known.head, event);
    }
    known.events += 1;
    known.head = { n, digest };
    if (event.data === undefined || event.data === null) known.unseen += 1;
    else known.payloads += 1;
    if (typeof event.data === "string" && hashOf(event.data) !== event.hash)
      known.defect ??= { seq: event.seq, what: "its payload does not have its hash" };
  }

  /** @param heads the channels as the database states them at the end of what was looked through */
  verdicts(heads: Readonly<Record<string, ChannelHead>>): Verdict[] {
    for (const [channel, head] of Object.entries(heads)) {
      const known = this.#channels.get(channel);
      // Nothing of it is kept: nothing can be said against it.
      if (known === undefined || known.defect !== null) continue;
      if (known.head.n !== head.n || known.head.digest !== head.digest)
        known.defect = { seq: this.#seq, what: `the log ends at n ${known.head.n}, the channel's head is ${head.n}` };
    }
    return [...this.#channels.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1));
  }
}

function chainDefect(before: ChannelHead, event: AuditedEvent): Defect | null {
  const { seq, n, digest } = event;
  if (n !== before.n + 1) return { seq, what: `n is ${n} after ${before.n}` };
  if (nextDigest(before.digest, event) !== digest)
    return { seq, what: "its digest does not follow from the one before" };
  return null;
}

function hashOf(data: string): string | null {
  try {
    return payloadHash(JSON.parse(data));
  } catch {
    return null;
  }
}
