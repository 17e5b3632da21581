import type { StreamService } from "../../platform/events";
import type { BatchFrame } from "../contract/batch-frame";
import type { EventFrame } from "../contract/event-frame";
import type { WireEvent } from "../contract/event";
import { withText } from "./frame-text";

/** A frame that only one long run of events makes longer than this is cut. */
const FRAME_LENGTH = 256 * 1024;

/** What a frame is made of: an Entry, or what stands in for one or for several. */
export interface Part {
  readonly service: StreamService;
  /** Of the event, the last one of several. */
  readonly seq: number;
  /** JSON of the event; of several, joined by commas. */
  readonly text: string;
  /** How many it stands for; one where not given. */
  readonly events?: number;
  /** Several one by one. */
  readonly apart?: () => readonly Part[];
  readonly isSuperseded?: true;
  /** Itself in compressed form, where it was found worth it (RT21). */
  readonly packed?: EventSend<BatchFrame> | null;
}

/** The sending of a frame with events, as an effect of a session: the same object for all who get it. */
export interface EventSend<F = EventFrame | BatchFrame> {
  readonly do: "send";
  readonly frame: F;
  /** Of the frame's text. */
  readonly bytes: number;
  readonly events: number;
  /** Of the events, those that came without their payload (RT22). */
  readonly superseded: number;
}

/** Cuts parts of ascending seq into frames (RT7): runs of one service. */
export function eventFrames(parts: readonly Part[], timestamp: string): EventSend<EventFrame>[] {
  const frames: EventSend<EventFrame>[] = [];
  let from = 0;
  let length = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    const next = parts[i + 1];
    length += part.text.length;
    if (next !== undefined && next.service === part.service && length + next.text.length <= FRAME_LENGTH) continue;
    frames.push(eventFrame(parts.slice(from, i + 1), part, timestamp));
    from = i + 1;
    length = 0;
  }
  return frames;
}

function eventFrame(parts: readonly Part[], { service, seq }: Part, timestamp: string): EventSend<EventFrame> {
  const list = parts.map((part) => part.text).join(",");
  const text = `{"type":"event","service":"${service}","events":[${list}],"seq":${seq},"timestamp":"${timestamp}"}`;
  let events: WireEvent[] | null = null;
  const frame: EventFrame = {
    type: "event",
    service,
    // For whoever cannot use the text.
    get events() {
      return (events ??= (JSON.parse(text) as { events: WireEvent[] }).events);
    },
    seq,
    timestamp,
  };
  return Object.freeze({
    do: "send",
    frame: withText(frame, text),
    bytes: Buffer.byteLength(text),
    events: parts.reduce((sum, part) => sum + (part.events ?? 1), 0),
    superseded: parts.reduce((sum, part) => sum + (part.isSuperseded === true ? 1 : 0), 0),
  });
}
