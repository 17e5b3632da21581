import { figure } from "../../platform/meters";
import { PART_BYTES, RECEIVING_BYTES } from "./limits";

let held = 0;

figure("lobby_uploads_receiving_bytes", "Memory set aside for parts that are being received.", () => held);

/** Room in memory for one part; null when this process is full. Returns what gives it back. */
export function takeRoom(): (() => void) | null {
  if (held + PART_BYTES > RECEIVING_BYTES) return null;
  held += PART_BYTES;
  let isHeld = true;
  return () => {
    if (isHeld) held -= PART_BYTES;
    isHeld = false;
  };
}
