import { WINDOW_BYTES } from "../../contract/protocol";

/** What a client without acknowledgements may be sent: so much at once, and so much more with each millisecond (RT19). */
const ALLOWANCE_BYTES = 30 * 1024 * 1024;
const ALLOWANCE_BYTES_PER_MS = (1024 * 1024) / 1000;
/** Frames are remembered in portions of this size: what an acknowledgement in the middle of one covers counts with its end. */
const PORTION_BYTES = WINDOW_BYTES / 8;

/** Frames that were sent together: the seq of the last of them, and their text. */
interface Portion {
  readonly seq: number;
  readonly bytes: number;
}

/** What was sent and not acknowledged (RT18). */
export interface Window {
  readonly ackedSeq: number;
  readonly bytes: number;
  /** Full ones, oldest first, and the one that is being filled. */
  readonly full: readonly Portion[];
  readonly filling: Portion;
}

/** How much of what a client may be sent is used. */
export interface Flow {
  /** Null for a client that does not acknowledge. */
  readonly window: Window | null;
  /** Of the allowance: by everything without a window, by answers to its messages with one. */
  readonly spentBytes: number;
  readonly spentAtMs: number;
}

/** Nothing was sent yet. */
export function newFlow(isAcknowledging: boolean): Flow {
  const window = isAcknowledging ? { ackedSeq: 0, bytes: 0, full: [], filling: { seq: 0, bytes: 0 } } : null;
  return { window, spentBytes: 0, spentAtMs: 0 };
}

/** A frame with events, and its size as JSON. */
interface Sizable {
  readonly frame: { readonly seq: number };
  readonly bytes: number;
}

/**
 * How many of the frames may be sent now, and what is used then. When not all: `full` waits for an acknowledgement, `spent` will not
 * be forgiven within this connection's patience.
 */
export function take(
  flow: Flow,
  frames: readonly Sizable[],
  nowMs: number,
): { flow: Flow; count: number; stopped: null | "full" | "spent" } {
  let taken = flow;
  for (let count = 0; count < frames.length; count++) {
    const { frame, bytes } = frames[count] as Sizable;
    if (taken.window === null) {
      const spent = spend(taken, bytes, nowMs);
      if (spent === null) return { flow: taken, count, stopped: "spent" };
      taken = spent;
    } else {
      if (taken.window.bytes > WINDOW_BYTES) return { flow: taken, count, stopped: "full" };
      const { window, spentBytes, spentAtMs } = taken;
      // Not spread: this runs for every delivery.
      taken = { window: add(window, frame.seq, bytes), spentBytes, spentAtMs };
    }
  }
  return { flow: taken, count: frames.length, stopped: null };
}

function add({ ackedSeq, bytes, full, filling }: Window, seq: number, more: number): Window {
  return filling.bytes < PORTION_BYTES
    ? { ackedSeq, bytes: bytes + more, full, filling: { seq, bytes: filling.bytes + more } }
    : { ackedSeq, bytes: bytes + more, full: [...full, filling], filling: { seq, bytes: more } };
}

/** Takes from the allowance; null when it does not reach. */
export function spend(flow: Flow, bytes: number, nowMs: number): Flow | null {
  const forgiven = Math.max(0, nowMs - flow.spentAtMs) * ALLOWANCE_BYTES_PER_MS;
  const spentBytes = Math.max(0, flow.spentBytes - forgiven) + bytes;
  return spentBytes > ALLOWANCE_BYTES ? null : { ...flow, spentBytes, spentAtMs: nowMs };
}

/** The client has processed everything up to `seq`; null when it says so of less than before. */
export function acknowledge(window: Window, seq: number): Window | null {
  if (seq < window.ackedSeq) return null;
  if (seq >= window.filling.seq) return { ackedSeq: seq, bytes: 0, full: [], filling: { seq, bytes: 0 } };
  const full = window.full.filter((portion) => portion.seq > seq);
  const bytes = full.reduce((sum, portion) => sum + portion.bytes, window.filling.bytes);
  return { ackedSeq: seq, bytes, full, filling: window.filling };
}

/** Whether a session that was stopped by a full window goes on: when half of it is free. */
export const isRoomy = ({ window }: Flow): boolean => window === null || window.bytes <= WINDOW_BYTES / 2;

/** Whether the next frame may be sent. */
export const isOpen = ({ window }: Flow): boolean => window === null || window.bytes <= WINDOW_BYTES;
