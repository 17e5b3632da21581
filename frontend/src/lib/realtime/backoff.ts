const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Milliseconds until the next attempt. Full jitter, so that a thousand screens do not come back at once; a delay that the server
 * asked for is kept and stretched by up to a fifth. `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return Math.round(retryAfterMs * (1 + random / 5));
  return Math.round(random * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 16)));
}
