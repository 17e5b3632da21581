import type { Writable } from "node:stream";

/** What may wait for a reader that is slow, or stands still. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** Bytes that were not written, of streams that are behind. */
const lost = new WeakMap<Writable, number>();

/**
 * Writes for a reader that may be gone or behind: a log collector that is restarted or hangs, `| head`, a supervisor that was killed.
 * Then text is lost, and what the process is there for goes on: a broken pipe without a listener would end it, a full one would fill
 * its memory. Once the reader has caught up it is told how much it missed.
 */
export function writeLasting(stream: Writable, text: string | Uint8Array): void {
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  const missed = lost.get(stream);
  if (missed === undefined && stream.writableLength < MAX_WAITING_BYTES) return void stream.write(text);
  if (missed === undefined) stream.once("drain", () => resume(stream));
  lost.set(stream, (missed ?? 0) + Buffer.byteLength(text));
}

function resume(stream: Writable): void {
  const missed = lost.get(stream);
  lost.delete(stream);
  writeLasting(stream, `\n${missed} bytes of output were lost here: nobody took them in time.\n`);
}

function ignore(): void {}
