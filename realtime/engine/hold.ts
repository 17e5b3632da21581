import { realtime } from "~encore/clients";

let end: () => void = () => {};
/** Resolves when this process's streams have been drained. */
export const drained = new Promise<void>((resolve) => (end = resolve));

let isHeld = false;

/**
 * Keeps the process alive after SIGTERM until its streams have been drained. Encore has no hook for that, and ends as soon as no
 * request is under way: so one is, from the first connection on. Before that the server may not listen yet, and nobody is waited for.
 */
export function holdOpen(): void {
  if (isHeld) return;
  isHeld = true;
  realtime.untilDrained().catch(() => {
    isHeld = false;
  });
}

/** Ends what holds the process open. */
export function letGo(): void {
  end();
}
