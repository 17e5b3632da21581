import { createHash } from "node:crypto";
import type { Frame, StreamEvent } from "./stream";

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** RFC 8785 as realtime/SPEC.md RT12 describes it; written here once more so that the server is checked by other code than its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((k) => `${JSON.stringify(k)}:${canonical((value as Record<string, unknown>)[k])}`).join(",")}}`;
}

/** The payload hash of RT12. */
export const payloadDigest = (data: unknown): string => hash(canonical(data));

/** One step of a channel's chain (RT12). */
export const chained = (before: string, event: { id: string; type: string }, payload: string): string =>
  hash(`${before}\n${event.id}\n${event.type}\n${payload}`);

/**
 * What a client that resumes holds: every event once, in order, dense per channel, with the digests recomputed.
 * `take` throws at the first repeat, hole, disorder or wrong digest.
 */
export class View {
  lastSeq = 0;
  epoch: string | undefined;
  /** Of the lines of revenue that it was told of. */
  readonly ids: string[] = [];
  private readonly channels = new Map<string, { n: number; digest: string }>();

  take(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.type === "ack" && typeof frame.epoch === "string") this.epoch = frame.epoch;
      if (frame.type !== "event") continue;
      for (const event of frame.events ?? []) this.takeEvent(event);
    }
  }

  private takeEvent(event: StreamEvent): void {
    if (event.seq <= this.lastSeq) throw new Error(`seq ${event.seq} after ${this.lastSeq}: a repeat or disorder`);
    const before = this.channels.get(event.channel) ?? { n: 0, digest: event.channel };
    if (event.n !== before.n + 1) throw new Error(`channel ${event.channel}: n ${event.n} after ${before.n}`);
    const digest = chained(before.digest, event, payloadDigest(event.data));
    if (digest !== event.digest) throw new Error(`channel ${event.channel}, n ${event.n}: the digest differs`);
    this.channels.set(event.channel, { n: event.n, digest });
    this.lastSeq = event.seq;
    if (event.type === "revenue-recorded") this.ids.push(String(event.data["id"]));
  }

  /** Where this view and the ack's account of the channels at `head` differ; empty when complete. */
  differences(channels: Record<string, { n: number; digest: string }>): string[] {
    const names = new Set([...this.channels.keys(), ...Object.keys(channels)]);
    return [...names].filter((name) => {
      const mine = this.channels.get(name);
      return mine?.n !== channels[name]?.n || mine?.digest !== channels[name]?.digest;
    });
  }
}
