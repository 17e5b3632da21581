import { figure } from "../../platform/meters";
import { PART_BYTES, RECEIVING_BYTES } from "./limits";

let held = 0;

figure("lobby_uploads_receiving_bytes", "Memory set aside for parts that are being received.", () => held);

/** Room in memory for so many bytes, one part unless said; null when this process is full. Returns what gives it back. */
export function takeRoom(bytes = PART_BYTES): (() => void) | null {
  if (held + bytes > RECEIVING_BYTES) return null;
  held += bytes;
  let isHeld = true;
  return () => {
    if (isHeld) held -= bytes;
    isHeld = false;
  };
}
