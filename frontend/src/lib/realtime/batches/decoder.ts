import type { BatchFrame, EventFrame } from "../machine/wire";

/** Unpacks batches (RT20). */
export interface Decoder {
  /** What can be unpacked, as the handshake offers it. */
  encodings: readonly string[];
  /** The event frames that it stands for; throws when it cannot be read. */
  decode(batch: BatchFrame): EventFrame[];
}
