/** How long a lost connection may wait for its next attempt. It never grows: a server that is back should have its clients back. */
const SOON_MS = 2_000;
/** The pause after a refusal, doubled with each further one. */
const REFUSED_MS = 1_000;
const CAP_MS = 30_000;

/** When to try again: at once, soon, after a pause that grows with the refusals, or after the pause that the server asked for. */
export type Retry = "at-once" | "soon" | { refusals: number } | { afterMs: number };

/**
 * Milliseconds until the next attempt, with full jitter, so that a thousand screens do not come back at once. What the server asked for
 * is kept, and stretched by up to a fifth. `random` is in [0, 1).
 */
export function pauseMs(retry: Retry, random: number): number {
  if (retry === "at-once") return 0;
  if (retry === "soon") return Math.round(random * SOON_MS);
  if ("afterMs" in retry) return Math.round(retry.afterMs * (1 + random / 5));
  return Math.round(random * Math.min(CAP_MS, REFUSED_MS * 2 ** Math.min(retry.refusals, 16)));
}
