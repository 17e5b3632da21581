import { nativeError } from "../native-error";
import type { Inbox } from "./inbox";
import type { Outbound } from "./outbound";

/** One side of an open stream, whatever carries it. */
export interface Port {
  /** Decoded messages of the other side. */
  readonly inbox: Inbox;
  /**
   * Hands a message over. Returns nothing, or a promise when the other side is behind: it resolves when there is room again, or
   * when the stream has ended. Throws `channel closed` once the stream has ended.
   */
  send(message: Outbound): void | Promise<void>;
  /** What was sent arrives, then the stream ends. */
  close(): void;
}

export function channelClosed(): Error {
  return nativeError("channel closed", "Unknown");
}
