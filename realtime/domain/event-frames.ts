import type { EventFrame } from "../contract/event-frame";
import type { Entry } from "./ring";

/** A frame that only one long run of events makes longer than this is cut. */
const FRAME_BYTES = 256 * 1024;

/** An event frame and its size, roughly, as JSON. */
export interface SizedFrame {
  frame: EventFrame;
  bytes: number;
}

/** Cuts entries into frames (RT7): runs of one service in order of seq. The frames are frozen, for many connections to share. */
export function eventFrames(entries: readonly Entry[], timestamp: string): SizedFrame[] {
  const frames: SizedFrame[] = [];
  let from = 0;
  let bytes = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as Entry;
    const next = entries[i + 1];
    bytes += entry.bytes;
    if (next !== undefined && next.service === entry.service && bytes + next.bytes <= FRAME_BYTES) continue;
    const events = Object.freeze(entries.slice(from, i + 1).map((e) => e.event));
    const frame: EventFrame = { type: "event", service: entry.service, events, seq: entry.event.seq, timestamp };
    frames.push({ frame: Object.freeze(frame), bytes });
    from = i + 1;
    bytes = 0;
  }
  return frames;
}
