import { realtime } from "~encore/clients";

const AGAIN_MS = 1000;

let end: () => void = () => {};
/** Resolves when this process's streams have been drained. */
export const drained = new Promise<void>((resolve) => (end = resolve));

/**
 * Keeps the process alive after SIGTERM until its streams have been drained. Encore has no hook for that, and ends as soon as no
 * request is under way: so one is, from the start on. Returns what lets go.
 */
export function holdOpen(): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const hold = (): void => {
    realtime.untilDrained().catch(() => {
      if (!isOver) later();
    });
  };
  // Before the server listens it would be refused, and logged as a failure.
  const later = (): void => {
    timer = setTimeout(hold, AGAIN_MS).unref();
  };
  later();
  return () => {
    isOver = true;
    clearTimeout(timer);
    end();
  };
}
