import { compress, decompress } from "../codec/deflate-dict-1";
import type { BatchFrame } from "../contract/batch-frame";
import type { EventFrame } from "../contract/event-frame";
import { type EventSend, eventFrames, type Part } from "./event-frames";
import { textOf, withText } from "./frame-text";

/** JSON from which on compression is worth it: of a run (RT20) and of an event (RT21). */
export const WORTH_LENGTH = 1024;
/** JSON that goes into one batch frame. */
const BATCH_LENGTH = 256 * 1024;

/**
 * The frames of parts of ascending seq for a client that offered compression: what is large already stands by itself, compressed
 * when it was sequenced; what lies between is compressed together where that is worth it.
 */
export function batchFrames(parts: readonly Part[], timestamp: string): EventSend[] {
  const sends: EventSend[] = [];
  let between: Part[] = [];
  let length = 0;
  const flush = (): void => {
    if (between.length > 0) sends.push(...packed(eventFrames(between, timestamp), timestamp));
    between = [];
    length = 0;
  };
  for (const part of parts) {
    if (part.packed) {
      flush();
      sends.push(part.packed);
      continue;
    }
    if (length + part.text.length > BATCH_LENGTH) flush();
    between.push(part);
    length += part.text.length;
  }
  flush();
  return sends;
}

/** An event by itself in compressed form; null where that is not worth it (RT21). */
export function packedPart(part: Part, timestamp: string): EventSend<BatchFrame> | null {
  if (part.text.length < WORTH_LENGTH) return null;
  const plain = eventFrames([part], timestamp);
  const batch = batchFrame(plain, timestamp);
  return batch.bytes < (plain[0]?.bytes ?? 0) ? batch : null;
}

function packed(plain: readonly EventSend<EventFrame>[], timestamp: string): readonly EventSend[] {
  const bytes = plain.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes < WORTH_LENGTH) return plain;
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
