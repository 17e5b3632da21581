import { sha256 } from "../../platform/payload-hash";

/** The digest of a channel before its first event. */
export const firstDigest = (channel: string): string => channel;

/** One step of a channel's chain (RT12). `take_batches` takes the same step in SQL. */
export function nextDigest(previous: string, event: { id: string; type: string; hash: string }): string {
  return sha256(`${previous}\n${event.id}\n${event.type}\n${event.hash}`);
}
