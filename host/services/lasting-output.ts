import type { Writable } from "node:stream";

/**
 * Writes for a reader that may be gone: a log collector that is restarted, `| head`, a supervisor that was killed. Then the text is
 * lost, and what the process is there for goes on; without a listener the broken pipe would end it.
 */
export function writeLasting(stream: Writable, text: string | Uint8Array): void {
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  stream.write(text);
}

function ignore(): void {}
