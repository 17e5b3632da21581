import { compress, decompress } from "../codec/deflate-dict-1";
import type { BatchFrame } from "../contract/batch-frame";
import type { EventFrame } from "../contract/event-frame";
import { type EventSend, eventFrames, type Part } from "./event-frames";
import { textOf, withText } from "./frame-text";

/** JSON from which on compression is worth it: of a run (RT20) and of an event (RT21). */
export const WORTH_BYTES = 1024;
/** JSON that goes into one batch frame. */
const BATCH_BYTES = 256 * 1024;

/**
 * The frames of parts of ascending seq for a client that offered compression: together in one batch where that is worth it. A large
 * event that comes alone has been compressed before.
 */
export function batchFrames(parts: readonly Part[], timestamp: string): readonly EventSend[] {
  const [alone] = parts;
  if (alone?.packed && parts.length === 1) return [alone.packed];
  const sends: EventSend[] = [];
  let batch: EventSend<EventFrame>[] = [];
  let bytes = 0;
  for (const frame of eventFrames(parts, timestamp)) {
    if (bytes > 0 && bytes + frame.bytes > BATCH_BYTES) {
      sends.push(...packed(batch, timestamp));
      batch = [];
      bytes = 0;
    }
    batch.push(frame);
    bytes += frame.bytes;
  }
  sends.push(...packed(batch, timestamp));
  return sends;
}

/** An event by itself in compressed form; null where that is not worth it (RT21). */
export function packedPart(part: Part, timestamp: string): EventSend<BatchFrame> | null {
  if (Buffer.byteLength(part.text) < WORTH_BYTES) return null;
  const plain = eventFrames([part], timestamp);
  const batch = batchFrame(plain, timestamp);
  return batch.bytes < (plain[0]?.bytes ?? 0) ? batch : null;
}

function packed(plain: readonly EventSend<EventFrame>[], timestamp: string): readonly EventSend[] {
  const bytes = plain.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes < WORTH_BYTES) return plain;
  const batch = batchFrame(plain, timestamp);
  return batch.bytes < bytes ? [batch] : plain;
}

function batchFrame(plain: readonly EventSend<EventFrame>[], timestamp: string): EventSend<BatchFrame> {
  const seq = plain.at(-1)?.frame.seq ?? 0;
  const sum = (what: "events" | "superseded"): number => plain.reduce((total, each) => total + each[what], 0);
  const data = compress(`[${plain.map((each) => textOf(each.frame)).join(",")}]`).toString("base64");
  const frame: BatchFrame = { type: "batch", encoding: "deflate-dict-1", seq, count: sum("events"), timestamp, data };
  const text = JSON.stringify(frame);
  return Object.freeze({
    do: "send",
    frame: withText(frame, text),
    bytes: text.length,
    events: frame.count,
    superseded: sum("superseded"),
  });
}

/** The event frames that a batch stands for. */
export function unpack({ data }: Pick<BatchFrame, "data">): EventFrame[] {
  return JSON.parse(decompress(Buffer.from(data, "base64"))) as EventFrame[];
}
